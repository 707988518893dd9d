import Foundation
import ProgramTesting
import Testing

/// Backups that are written while runs go on, and what is made of them.
struct BackupTests {
    let place: Workplace
    let file: String

    init() throws {
        place = try Workplace()
        file = "\(place.path)/backup.tar"
        try place.write(
            """
            echo "{\\"lines\\": 3}" > "$PIPELINE_VALUES"
            cd "$PIPELINE_OUTPUTS/copies"
            mkdir -p empty deep/er
            echo text > "deep/er/näme with spaces.txt"
            echo text > same.txt
            echo run > run.sh; chmod +x run.sh
            ln -s deep/er/nowhere link

            """, to: "project/pipelines/tools/count.sh")
        try place.write("", to: "project/pipelines/tools/greet.sh")
    }

    private var elsewhere: [String: String] { ["PIPELINE_HOME": "\(place.path)/restored"] }

    private func backUp() throws {
        let outcome = try place.fixture("backup", file)
        try #require(outcome.code == 0, "\(outcome)")
    }

    private func restore() throws -> Outcome { try place.fixture("restore", file, "--into", "\(place.path)/restored") }

    /// Nothing was restored: neither a registry nor what was unpacked is there.
    private func expectNothing() {
        #expect(!place.exists("restored/registry/registry.sqlite"))
        let left = try? FileManager.default.contentsOfDirectory(atPath: "\(place.path)/restored/artifacts/staging")
        #expect(left ?? [] == [])
    }

    @Test func `A backup that was written while a run went on has all that was done, and its runs find it`() throws {
        _ = try place.runPipeline("words")
        _ = try place.fixture("run", "tools")
        let gate = try Gate(in: place)
        let run = try place.start(.fixture, ["run", "gates", "--quiet", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        try backUp()
        gate.letThrough()
        #expect(try run.outcome().code == 0)

        let outcome = try restore()
        #expect(outcome.code == 0)
        #expect(
            outcome.output.plain(in: place) == "restored 8 objects and the registry of DATE in PLACE/restored\n")
        for pipeline in ["words", "tools"] {
            let settings = pipeline == "words" ? ["--set", "journal=\(place.journal)"] : []
            let again = try RunDocument(
                place.run(.fixture, ["run", pipeline, "--json"] + settings, environment: elsewhere))
            #expect(again.steps("succeeded") == [])
        }
        // The run that went on is of a process that this state knows nothing else of.
        let runs = try place.fixture("runs", "--json", environment: elsewhere).json() as? [[String: Any]]
        #expect(
            runs?.compactMap { $0["pipeline"] as? String }.sorted() == ["gates", "tools", "tools", "words", "words"])
        #expect(try place.fixture("cache", "verify", environment: elsewhere).code == 0)
        #expect(try place.fixture("models", "show", "words", environment: elsewhere).code == 0)
        #expect(try place.fixture("doctor", "--deep", environment: elsewhere).code == 0)
    }

    @Test func `A program that a step made is one after a restoration`() throws {
        _ = try place.runPipeline("words")
        let objects = try FileManager.default.subpathsOfDirectory(atPath: "\(place.project)/artifacts/objects")
        let files = objects.filter { object in
            var isFolder: ObjCBool = false
            let path = "\(place.project)/artifacts/objects/\(object)"
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
        let program = try #require(files.first)
        #expect(chmod("\(place.project)/artifacts/objects/\(program)", 0o555) == 0)
        try backUp()
        #expect(try restore().code == 0)
        for file in files {
            let isProgram = access("\(place.path)/restored/artifacts/objects/\(file)", X_OK) == 0
            #expect(isProgram == (file == program))
        }
    }

    @Test func `Nothing is overwritten, neither by a backup nor by a restoration`() throws {
        _ = try place.runPipeline("crowd")
        try backUp()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        let again = try place.fixture("backup", file)
        #expect(again.code == 2)
        #expect(again.complaints == "error: '\(file)' exists; name a file that is not there\n")
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == bytes)

        let onto = try place.fixture("restore", file)
        #expect(onto.code == 2)
        #expect(
            onto.complaints.plain(in: place)
                == "error: there is a registry already, 'PLACE/project/registry/registry.sqlite'; "
                + "restore into another folder with --into, or move it away together with registry.sqlite-wal\n")
        let nowhere = try place.fixture("backup", "nowhere/file.tar")
        #expect(nowhere.code == 2)
        #expect(
            nowhere.complaints.plain(in: place)
                == "error: there is no folder 'PLACE/project/nowhere' to write to; create it first\n")
    }

    @Test func `A disk that can't rename without replacing gets the backup by a second name`() throws {
        _ = try place.runPipeline("crowd")
        let faults = try SystemFaults([.rename], of: file, failWith: EINVAL, place: place)
        let outcome = try place.fixture("backup", file, environment: faults.environment)
        #expect(outcome.code == 0, "\(outcome)")
        #expect(faults.failures == 1)
        #expect(try restore().code == 0)
        // One that has no second names either.
        let neither = try SystemFaults([.rename, .link], of: "\(file).2", failWith: ENOSYS, place: place)
        let refused = try place.fixture("backup", "\(file).2", environment: neither.environment)
        #expect(refused.code == 1)
        #expect(
            refused.complaints == """
                error: cannot put a new file at '\(file).2': Function not implemented; its file system can \
                neither rename without replacing nor make hard links; name a place on another disk

                """)
        #expect(neither.failures == 2)
        let left = try FileManager.default.contentsOfDirectory(atPath: place.path)
        #expect(left.filter { $0.hasPrefix("backup") } == ["backup.tar"])
    }

    @Test func `A registry is restored to another disk than the one that its objects are on`() throws {
        _ = try place.runPipeline("crowd")
        try backUp()
        let other = "/dev/shm/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: other) }
        try FileManager.default.createDirectory(atPath: "\(place.path)/restored", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: "\(place.path)/restored/artifacts", withDestinationPath: other)
        let outcome = try restore()
        #expect(outcome.code == 0, "\(outcome)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: "\(place.path)/restored/registry").sorted().first
                == "registry.sqlite")
        #expect(try place.fixture("doctor", "--deep", environment: elsewhere).code == 0)
    }

    @Test func `A backup with a changed byte is refused, and one that was cut off`() throws {
        _ = try place.runPipeline("crowd")
        try backUp()
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        let content = try #require(whole.range(of: Data("anna\n".utf8), options: .backwards))
        var changed = whole
        changed[content.lowerBound] = UInt8(ascii: "h")
        try changed.write(to: URL(fileURLWithPath: file))
        let outcome = try restore()
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints.plain(in: place)
                == "error: the backup 'PLACE/backup.tar' can't be restored: 'contents/DIGEST' is not what was written; "
                + "get it again\n")
        expectNothing()

        // At the end of an entry, and in the middle of one.
        for (length, what) in [
            (content.lowerBound - 512, "it is cut off before its end"),
            (content.lowerBound + 2, "it is cut off within 'contents/DIGEST'"),
        ] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: file))
            #expect(
                try restore().complaints.plain(in: place)
                    == "error: the backup 'PLACE/backup.tar' can't be restored: \(what); get it again\n")
            expectNothing()
        }
        try whole.write(to: URL(fileURLWithPath: file))
        #expect(try restore().code == 0)
    }

    @Test func `A backup of a newer program and a file that is none are refused`() throws {
        func archive(_ name: String, _ text: String) throws {
            try place.write(text, to: name)
            let made = try Outcome.of("/usr/bin/env", ["tar", "-C", place.path, "-cf", file, name])
            try #require(made.code == 0, "\(made)")
        }
        try archive("backup.json", "{\"format\": 2}")
        #expect(
            try restore().complaints.plain(in: place)
                == "error: 'PLACE/backup.tar' was written by a newer version of this program (backup format 2, known up "
                + "to 1): update the program; nothing was restored\n")
        expectNothing()
        try archive("other.json", "{}")
        let other = try restore()
        #expect(other.code == 2)
        #expect(
            other.complaints.plain(in: place)
                == "error: 'PLACE/backup.tar' is no backup: its first entry is not backup.json\n")
        expectNothing()
    }

    @Test func `A backup that can't be written whole leaves no file of its name, and nothing else`() throws {
        _ = try place.runPipeline("endings", "how=flood")
        // No file may be larger than that: the copy of the registry is smaller, the archive is larger.
        let outcome = try place.run(
            .shell, ["-c", "ulimit -f 2048; exec \"$0\" backup \"$1\"", Program.fixture.path, file])
        #expect(outcome.code != 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: place.path)
        #expect(left.filter { $0.hasPrefix("backup") } == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/staging") == [])
        try backUp()
        #expect(try restore().code == 0)
    }

    @Test func `What is missing from the store is named, and the rest is in the backup`() throws {
        _ = try place.runPipeline("words")
        let model = try #require(
            (try place.fixture("models", "show", "words", "--json").json() as? [String: Any])?["model"] as? String)
        try FileManager.default.removeItem(
            atPath: "\(place.project)/artifacts/objects/\(model.prefix(2))/\(model.dropFirst(2))")
        let outcome = try place.fixture("backup", file)
        #expect(outcome.code == 0)
        #expect(
            outcome.complaints
                == "warning: the object \(model.prefix(12)) is missing or damaged, and is not in the backup\n")
        #expect(try restore().output.hasSuffix("\n1 object was not in the backup; its step runs again\n"))
        let again = try place.run(
            .fixture, ["run", "words", "--json", "--set", "journal=\(place.journal)"], environment: elsewhere)
        #expect(try RunDocument(again).steps("succeeded") == ["train"])
    }
}
