import Foundation
import ProgramTesting
import Testing

/// Model versions that were exported elsewhere.
struct ImportTests {
    /// Where versions are exported, and where they are imported.
    let home: Workplace
    let place: Workplace

    init() throws {
        home = try Workplace()
        place = try Workplace()
        _ = try home.runPipeline("words")
        _ = try home.fixture("models", "alias", "set", "words", "champion", "1")
        _ = try home.fixture("models", "approve", "words:1")
        let outcome = try home.fixture("models", "export", "words:1", "\(place.path)/model")
        try #require(outcome.code == 0, "\(outcome)")
    }

    private func models(_ words: String...) throws -> String {
        let outcome = try place.run(.fixture, ["models"] + words)
        return outcome.output.plain(in: place) + outcome.complaints.plain(in: place)
    }

    /// Runs a program in the workplace.
    private func run(_ words: String...) throws {
        let outcome = try Outcome.of("/usr/bin/env", ["--chdir=\(place.path)"] + words)
        try #require(outcome.code == 0, "\(outcome)")
    }

    private func failure(importing source: String) throws -> String {
        let outcome = try place.fixture("models", "import", "../\(source)")
        #expect(outcome.code != 0)
        // Nothing is there but what was before.
        #expect(try place.fixture("models", "--json").output == "[]\n")
        #expect(try place.fixture("runs", "--json").output == "[]\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/objects") == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/staging") == [])
        return outcome.complaints.replacingOccurrences(of: "\(place.project)/../", with: "")
    }

    @Test(arguments: ["folder", "tar", "tar.gz", "tar.zst"])
    func `What is exported, imported and exported again is the same model`(form: String) throws {
        var source = "../model"
        if form != "folder" {
            source = "../archive.\(form)"
            _ = try home.fixture("models", "export", "words:1", "\(place.path)/archive.\(form)")
        }
        #expect(try models("import", source) == "imported words:1 from PLACE/project/\(source)\n")
        #expect(try models("export", "words", "again").hasPrefix("exported words:1 to PLACE/project/again\n"))
        for file in ["model", "evaluation.json"] {
            #expect(try place.read("project/again/\(file)") == place.read("model/\(file)"))
        }
        let version = try place.fixture("models", "show", "words", "--json").json() as? [String: Any]
        #expect(version?["status"] as? String == "pending")
        #expect(version?["aliases"] as? [String] == [])
        #expect(version?["metrics"] as? [String: Double] == ["error": 10])
    }

    @Test func `An import is a run that tells where the model comes from`() throws {
        _ = try models("import", "../model", "--group", "words_berlin")
        #expect(try models("show", "words_berlin").hasPrefix("words_berlin:1 pending\n"))
        _ = try models("export", "words_berlin:1", "again")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(try place.read("project/again/model.json").utf8))
                as? [String: Any])
        let lineage = try #require(document["lineage"] as? [String: Any])
        let run = try #require(lineage["run"] as? [String: Any])
        #expect(run["pipeline"] as? String == "models import")
        let parameters = try #require(run["parameters"] as? [String: Any])
        let origin = try #require(parameters["origin"] as? [String: Any])
        #expect(origin["aliases"] as? [String] == ["champion"])
        #expect(origin["status"] as? String == "approved")
        let first = try #require((origin["lineage"] as? [String: Any])?["run"] as? [String: Any])
        #expect(first["pipeline"] as? String == "words")
        #expect(
            try place.fixture("logs", "last").output.plain(in: place)
                == "== import, attempt 1\nimported words:1 from PLACE/project/../model\n")
        #expect(try place.fixture("doctor").code == 0)
        #expect(try place.fixture("cache", "gc", "--older-than", "0s").code == 0)
        #expect(try models("export", "words_berlin:1", "once-more").hasPrefix("exported"))
    }

    @Test func `The same model is imported once, and another gets the next number`() throws {
        _ = try models("import", "../model")
        #expect(try models("import", "../model") == "words:1 is this model already; nothing was imported\n")
        #expect((try place.fixture("runs", "--json").json() as? [Any])?.count == 1)
        _ = try home.runPipeline("words", "epochs=20")
        _ = try home.fixture("models", "export", "words:2", "\(place.path)/better.tar.gz")
        let document = try place.fixture("models", "import", "../better.tar.gz", "--json").json() as? [String: Any]
        #expect(document?["version"] as? Int == 2)
        #expect(document?["new"] as? Bool == true)
        #expect(document?["metrics"] as? [String: Double] == ["error": 5])
    }

    @Test func `An import brings back what was lost or deleted`() throws {
        _ = try models("import", "../model")
        let document = try place.fixture("models", "show", "words:1", "--json").json() as? [String: Any]
        let path = try #require(document?["path"] as? String)
        unlink(path)
        #expect(try models("export", "words:1", "again").hasPrefix("error: the object SHORT of words:1 is missing"))
        let run = try #require(document?["run"] as? String)
        #expect(
            try place.fixture("reproduce", run, "--run").complaints.plain(in: place)
                == "error: the run RUN imported a model; import it again with: pipeline models import PLACE/project/../model\n"
        )
        #expect(try models("import", "../model") == "imported words:1 from PLACE/project/../model\n")
        #expect(try models("export", "words:1", "again").hasPrefix("exported words:1"))
        _ = try models("delete", "words:1")
        #expect(
            try models("import", "../model") == """
                imported words:1 from PLACE/project/../model
                warning: words:1 is what it registers, and is deleted; bring it back with: pipeline models restore words:1

                """)
    }

    @Test func `A file that was changed is named with both digests`() throws {
        try place.write("11\n", to: "model/model")
        #expect(
            try failure(importing: "model").plain(in: place) == """
                error: 'model' is not what was exported; nothing was imported
                  'model' was changed: its digest is DIGEST, and SHA256SUMS says DIGEST

                """)
        try place.write("more", to: "model/more.txt")
        try place.remove("model/evaluation.json")
        #expect(
            try failure(importing: "model") == """
                error: 'model' is not what was exported; nothing was imported
                  'evaluation.json' is missing: SHA256SUMS lists it with the digest \
                43361fc545ff8d64a6fe8abe34a1a3856e8f53f96c791dcf1e4dfd203177fb25
                  'model' was changed: its digest is \
                25d4f2a86deb5e2574bb3210b67bb24fcc4afb19f93a7b65a057daa874a9d18e, and SHA256SUMS says \
                6a49e24ab8097c9769e2a869b00e370ca05581ba2234be3987a9133f33dac3a0
                  'more.txt' does not belong there: SHA256SUMS does not list it; its digest is \
                187897ce0afcf20b50ba2b37dca84a951b7046f29ed5ab94f010619f69d6e189

                """)
    }

    @Test func `A model that is not the one of the description is refused though the checksums are right`() throws {
        try place.write("11\n", to: "model/model")
        try run("sh", "-c", "cd model && sha256sum evaluation.json model model.json > SHA256SUMS")
        #expect(
            try failure(importing: "model").plain(in: place)
                == "error: the model 'model' of 'model' was changed: its digest is DIGEST, and model.json says DIGEST; "
                + "nothing was imported\n")
    }

    @Test func `What is no exported model is refused`() throws {
        #expect(try failure(importing: "nothing") == "error: there is nothing at 'nothing'\n")
        try place.write("x", to: "empty/file")
        #expect(
            try failure(importing: "empty") == "error: 'empty' is no exported model: it has no file SHA256SUMS\n")
        try place.write("rubbish\n", to: "empty/SHA256SUMS")
        #expect(
            try failure(importing: "empty") == "error: line 1 of SHA256SUMS in 'empty' is no digest with a path\n")
        try run("sh", "-c", "cd model && sed -i 's/\"format_version\": 1/\"format_version\": 2/' model.json")
        try run("sh", "-c", "cd model && sha256sum evaluation.json model model.json > SHA256SUMS")
        #expect(
            try failure(importing: "model")
                == "error: 'model' is in version 2 of the format, and this program knows 1; import it with a newer "
                + "program\n")
        try place.write("no archive", to: "text.tar")
        #expect(
            try failure(importing: "text.tar")
                == "error: the archive 'text.tar' cannot be unpacked: it is cut off before its end; get it again\n")
    }

    @Test func `Nothing of an archive leads out of its folder`() throws {
        try run("tar", "-cf", "up.tar", "-P", "--transform", "s,^model/model$,../evil,", "model")
        #expect(
            try failure(importing: "up.tar")
                == "error: the archive 'up.tar' holds '../evil', which leads out of its folder; nothing was imported\n")
        try run("tar", "-czf", "absolute.tar.gz", "-P", "--transform", "s,^model/model$,/tmp/evil,", "model")
        #expect(
            try failure(importing: "absolute.tar.gz")
                == "error: the archive 'absolute.tar.gz' holds '/tmp/evil', which leads out of its folder; nothing was "
                + "imported\n")
        try run("ln", "-s", "/etc/passwd", "model/link")
        try run("tar", "-cf", "link.tar", "model")
        #expect(
            try failure(importing: "link.tar")
                == "error: the archive 'link.tar' holds the link 'model/link', and a model has files and folders only; "
                + "nothing was imported\n")
        #expect(
            try failure(importing: "model")
                == "error: 'model' holds 'link', which is a link or a device, and a model has files and folders only; "
                + "nothing was imported\n")
        try run("rm", "model/link")
        try run("mkfifo", "model/pipe")
        try run("tar", "-cf", "pipe.tar", "model")
        #expect(
            try failure(importing: "pipe.tar")
                == "error: the archive 'pipe.tar' holds the named pipe 'model/pipe', and a model has files and folders "
                + "only; nothing was imported\n")
        #expect(!place.exists("evil"))
        #expect(!place.exists("project/evil"))
    }

    @Test func `An archive that was cut off is refused`() throws {
        for ending in ["tar", "tar.gz", "tar.zst"] {
            _ = try home.fixture("models", "export", "words:1", "\(place.path)/whole.\(ending)")
            let whole = try Data(contentsOf: URL(fileURLWithPath: "\(place.path)/whole.\(ending)"))
            try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: "\(place.path)/half.\(ending)"))
        }
        #expect(
            try failure(importing: "half.tar")
                == "error: the archive 'half.tar' cannot be unpacked: it is cut off within 'words-1/model.json'; get it "
                + "again\n")
        #expect(
            try failure(importing: "half.tar.gz")
                == "error: the archive 'half.tar.gz' cannot be unpacked: gzip says 'unexpected end of file'; get it "
                + "again\n")
        #expect(
            try failure(importing: "half.tar.zst").hasPrefix(
                "error: the archive 'half.tar.zst' cannot be unpacked: zstd says '"))
    }
}
