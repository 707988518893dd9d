import Foundation
import ProgramTesting
import Testing

/// Model versions as files that can be given away.
struct ExportTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        _ = try place.runPipeline("words")
        _ = try place.runPipeline("words", "epochs=20")
    }

    private func models(_ words: String...) throws -> String {
        let outcome = try place.run(.fixture, ["models"] + words)
        return outcome.output.plain(in: place) + outcome.complaints.plain(in: place)
    }

    private let onnxLine = "without model.onnx: its files are not those of a network that is known here\n"

    @Test func `A version is exported as a folder that sha256sum finds right`() throws {
        #expect(try models("export", "words:2", "model") == "exported words:2 to PLACE/project/model\n" + onnxLine)
        #expect(try place.read("project/model/model") == "20\nblue 1\ngreen 3\nred 1\n")
        #expect(try place.read("project/model/evaluation.json") == "{\"error\":5.0}\n")
        let check = try Outcome.of(
            "/usr/bin/env", ["--chdir=\(place.project)/model", "sha256sum", "--strict", "-c", "SHA256SUMS"])
        #expect(check.output == "evaluation.json: OK\nmodel: OK\nmodel.json: OK\n", "\(check)")
        #expect(check.code == 0)
    }

    @Test func `The description tells the lineage back to the data`() throws {
        _ = try models("alias", "set", "words", "champion", "2")
        _ = try models("export", "words@champion", "model")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(try place.read("project/model/model.json").utf8))
                as? [String: Any])
        #expect(document["group"] as? String == "words")
        #expect(document["version"] as? Int == 2)
        #expect(document["status"] as? String == "pending")
        #expect(document["aliases"] as? [String] == ["champion"])
        #expect(document["metrics"] as? [String: Double] == ["error": 5])
        let lineage = try #require(document["lineage"] as? [String: Any])
        let run = try #require(lineage["run"] as? [String: Any])
        #expect((run["parameters"] as? [String: Any])?["epochs"] as? Int == 20)
        #expect(
            run["command"] as? [String] == [
                "pipeline", "run", "words", "--json", "--set", "journal=\(place.journal)", "--set", "epochs=20",
            ])
        let steps = try #require(lineage["steps"] as? [[String: Any]])
        #expect(
            steps.compactMap { $0["step"] as? String } == [
                "split", "training_words", "train", "test_words", "evaluate", "register",
            ])
        // What both versions share was made in the first run.
        #expect(Set(steps.compactMap { $0["run"] as? String }).count == 2)
        for step in steps {
            let parts = try #require(step["made_of"] as? [String: [String: String]])
            #expect(parts["code"]?.values.first?.count == 64)
            #expect(parts["environment"] == nil)
        }
        let facts = try #require(lineage["made_with"] as? [String: [String: String]])
        #expect(Set(facts.keys) == Set(steps.compactMap { $0["run"] as? String }))
        for facts in facts.values {
            for name in ["machine.host", "machine.architecture", "library.sqlite", "program.digest", "swift.compiler"] {
                #expect(facts[name]?.isEmpty == false, "\(name)")
            }
            #expect(!facts.keys.contains { $0.hasPrefix("environment.") })
        }
        let sources = try #require(lineage["sources"] as? [[String: Any]])
        #expect(sources.map { $0["parameter"] as? String } == ["texts"])
        #expect(sources.map { $0["read_by"] as? String } == ["split"])
    }

    @Test func `The description tells the commit and what was changed since, and is taken without them too`() throws {
        try place.commit("Begin")
        try place.write("red\n", to: "project/data/texts/training/new.txt")
        _ = try place.runPipeline("words", "epochs=25")
        _ = try models("export", "words:3", "model")
        let document = try JSONSerialization.jsonObject(with: Data(try place.read("project/model/model.json").utf8))
        let lineage = try #require((document as? [String: Any])?["lineage"] as? [String: Any])
        let run = try #require((lineage["run"] as? [String: Any])?["id"] as? String)
        let facts = try #require((lineage["made_with"] as? [String: [String: String]])?[run])
        #expect(facts["git.commit"]?.count == 40)
        #expect(facts["git.dirty"] == "yes")
        #expect(facts["git.diff"]?.count == 64)
        // As programs before this one wrote it.
        let file = "\(place.project)/model/model.json"
        var older = try #require(document as? [String: Any])
        var without = lineage
        without["made_with"] = nil
        older["lineage"] = without
        try JSONSerialization.data(withJSONObject: older).write(to: URL(fileURLWithPath: file))
        let sums = try Outcome.of(
            "/usr/bin/env",
            ["--chdir=\(place.project)/model", "sh", "-c", "sha256sum evaluation.json model model.json > SHA256SUMS"])
        #expect(sums.code == 0)
        let imported = try place.fixture("models", "import", "model", "--group", "taken", "--json")
        #expect(imported.code == 0, "\(imported)")
        #expect(try place.fixture("models", "show", "taken:1").code == 0)
    }

    @Test func `The same version is the same bytes, as a folder and as an archive`() throws {
        _ = try models("export", "words:2", "one")
        _ = try models("export", "words:2", "other")
        let difference = try Outcome.of("/usr/bin/diff", ["-r", "\(place.project)/one", "\(place.project)/other"])
        #expect(difference.output == "")
        for ending in ["tar", "tar.gz", "tar.zst"] {
            #expect(
                try models("export", "words:2", "one.\(ending)")
                    == "exported words:2 to PLACE/project/one.\(ending)\n" + onnxLine)
            _ = try models("export", "words:2", "other.\(ending)")
            let comparison = try Outcome.of(
                "/usr/bin/cmp", ["\(place.project)/one.\(ending)", "\(place.project)/other.\(ending)"])
            #expect(comparison.code == 0, "\(comparison)")
            let list = try Outcome.of("/bin/tar", ["-tvf", "\(place.project)/one.\(ending)"])
            #expect(
                list.output.narrow.hasPrefix(
                    """
                    drwxr-xr-x 0/0  0 1970-01-01 00:00 words-2/
                    -rw-r--r-- 0/0  231 1970-01-01 00:00 words-2/SHA256SUMS
                    -rw-r--r-- 0/0  14 1970-01-01 00:00 words-2/evaluation.json
                    -rw-r--r-- 0/0  24 1970-01-01 00:00 words-2/model

                    """), "\(list)")
        }
        let size = { (name: String) in try Data(contentsOf: URL(fileURLWithPath: "\(place.project)/\(name)")).count }
        #expect(try size("one.tar.gz") < size("one.tar"))
        _ = try models("export", "words:2", "named-otherwise", "--format", "archive")
        #expect(try size("named-otherwise") == size("one.tar.gz"))
    }

    @Test func `What is there is never overwritten, and an export that fails leaves nothing`() throws {
        _ = try models("export", "words:1", "model")
        #expect(
            try models("export", "words:2", "model")
                == "error: 'PLACE/project/model' exists; name a place where nothing is\n")
        #expect(try place.read("project/model/model").hasPrefix("10\n"))
        #expect(
            try models("export", "words:1", "no/model")
                == "error: there is no folder 'PLACE/project/no' to export to; create it first\n")
        #expect(
            try models("export", "words:1", "model.zip")
                == "error: a model is exported to a folder, or to .tar, .tar.gz or .tar.zst, not to .zip; name it so, or give "
                + "--format folder\n")
        let document = try place.fixture("models", "show", "words:2", "--json").json() as? [String: Any]
        let path = try #require(document?["path"] as? String)
        chmod(path, 0o644)
        try Data("rubbish".utf8).write(to: URL(fileURLWithPath: path))
        let before = try FileManager.default.contentsOfDirectory(atPath: place.project).sorted()
        let outcome = try place.fixture("models", "export", "words:2", "other.tar.gz")
        #expect(
            outcome.complaints.plain(in: place)
                == "error: the object SHORT of words:2 is missing or damaged; make it anew with: pipeline reproduce RUN --run\n"
        )
        #expect(outcome.code == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.project).sorted() == before)
    }

    @Test func `A destination is needed, and one only`() throws {
        #expect(
            try models("export", "words:1") == "error: where to? Name a folder or archive to make, or --to-mlflow URL\n"
        )
        #expect(
            try models("export", "words:1", "x", "--to-mlflow", "http://localhost")
                == "error: DEST and --to-mlflow are two places; name one of them\n")
        #expect(
            try models("export", "words:1", "x", "--name", "y")
                == "error: --name is for a server; add --to-mlflow URL\n")
        #expect(try models("export", "wrods", "x") == "error: there is no model group 'wrods'; did you mean 'words'?\n")
    }

    @Test func `The document of an export tells the files`() throws {
        let document = try place.fixture("models", "export", "words:1", "model", "--json").json() as? [String: Any]
        #expect(document?["path"] as? String == "\(place.project)/model")
        #expect(document?["files"] as? [String] == ["SHA256SUMS", "evaluation.json", "model", "model.json"])
        #expect(document?["why_no_onnx"] as? String == "its files are not those of a network that is known here")
    }
}
