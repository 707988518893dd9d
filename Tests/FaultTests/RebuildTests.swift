import Database
import Foundation
import ProgramTesting
import Testing

/// A registry whose bytes are damaged is found, and rebuilt from what can be read.
struct RebuildTests {
    let place: Workplace
    let file: String

    init() throws {
        place = try Workplace()
        file = "\(place.project)/registry/registry.sqlite"
    }

    /// Fills the page with rubbish that a table begins at, after all was moved from the log into the file.
    private func damage(_ table: String) throws {
        let script = """
            import sqlite3, sys
            connection = sqlite3.connect(sys.argv[1])
            connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')
            size = connection.execute('PRAGMA page_size').fetchone()[0]
            page = connection.execute('SELECT rootpage FROM sqlite_schema WHERE name = ?', (sys.argv[2],)).fetchone()[0]
            with open(sys.argv[1], 'r+b') as file:
                file.seek((page - 1) * size)
                file.write(b'\\xff' * size)
            """
        let edit = try Outcome.of("/usr/bin/env", ["python3", "-c", script, file, table])
        try #require(edit.code == 0, "python3 is needed to damage the registry: \(edit)")
    }

    private func repair() throws -> Outcome { try place.fixture("doctor", "--repair") }

    @Test func `What a damaged page does not hold is there again, and the damaged file is kept`() throws {
        _ = try place.runPipeline("words")
        try damage("metric")
        let damaged = try Data(contentsOf: URL(fileURLWithPath: file))
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 1)
        #expect(
            doctor.output.plain(in: place).contains(
                "; rebuild it from what can be read with `pipeline doctor --repair`, which keeps the damaged file, or "
                    + "restore a backup\n"), "\(doctor)")
        // A command that meets the damage says the same.
        let metrics = try place.fixture("metrics", "last")
        #expect(metrics.code == 1)
        #expect(metrics.complaints.contains("the database is damaged: rebuild it from what can be read with "))

        let outcome = try repair()
        #expect(outcome.code == 0)
        #expect(
            outcome.output.plain(in: place).narrow.replacing(/[0-9]+ rows/, with: "N rows").hasPrefix(
                "mended  registry  rebuilt with N rows; the damaged file is "
                    + "'PLACE/project/registry/registry.sqlite.bad'; lost are some rows of `metric`: what they told of "
                    + "runs again, or comes back with `pipeline restore`\n"), "\(outcome)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(file).bad")) == damaged)
        #expect(try place.runPipeline("words").steps("cached").count == 6)
        #expect(try place.fixture("models", "show", "words").code == 0)
        #expect(try (place.fixture("runs", "--json").json() as? [Any])?.count == 2)
        #expect(!(try repair()).output.contains("mended"))
    }

    @Test func `What refers to lost rows is left out, and the work is done again to the same end`() throws {
        _ = try place.runPipeline("words")
        let model = try place.fixture("models", "show", "words", "--json").json() as? [String: Any]
        try damage("result")
        #expect(try place.fixture("doctor").code == 1)
        let outcome = try repair()
        #expect(outcome.code == 0, "\(outcome)")
        #expect(outcome.output.contains("lost are some rows of `result` and "))
        #expect(outcome.output.contains(" rows that refer to lost ones: what they told of runs again"))
        _ = try place.takeJournal()
        #expect(try place.runPipeline("words").steps("succeeded").count == 6)
        #expect(try place.takeJournal().count == 6)
        let again = try place.fixture("models", "show", "words", "--json").json() as? [String: Any]
        #expect(again?["version"] as? Int == 1)
        #expect(again?["model"] as? String == model?["model"] as? String)
        #expect(try place.fixture("doctor", "--deep").code == 0)
    }

    @Test func `A registry whose beginning is gone is begun anew, and said to be lost`() throws {
        _ = try place.runPipeline("crowd")
        try damage("metric")
        try Data(repeating: 0xff, count: 5000).write(to: URL(fileURLWithPath: file))
        let doctor = try place.fixture("doctor")
        #expect(
            doctor.output.contains(" is damaged: it is not an SQLite database; rebuild it from what can be read with "))
        let outcome = try repair()
        // What is in the store means nothing to the new one.
        #expect(outcome.code == 1, "\(outcome)")
        #expect(outcome.output.contains("rebuilt with 0 rows"))
        #expect(outcome.output.narrow.contains("problem  runs  the registry knows nothing of 1 run in "))
        #expect(outcome.output.contains("; lost are some rows of `run`, `run_parameter`, `step`, "))
        #expect(try place.runPipeline("crowd").steps("succeeded").count == 5)
        // A second damage does not replace what the first one left.
        try damage("metric")
        #expect(try repair().output.contains("registry.sqlite.bad-2'"))
    }

    @Test func `While a run is at work the registry is not replaced under it`() throws {
        let gate = try Gate(in: place)
        let run = try place.start(.fixture, ["run", "gates", "--quiet", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        try damage("metric")
        let outcome = try repair()
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints.plain(in: place)
                == "error: the registry can't be rebuilt while the run 'RUN' is at work; end it with "
                + "`pipeline runs cancel RUN`\n")
        #expect(!place.exists("project/registry/registry.sqlite.bad"))
        #expect(!place.exists("project/registry/registry.sqlite.rebuilt"))
        run.send(SIGKILL)
        #expect(try run.outcome().code == nil)
        let after = try repair()
        #expect(after.code == 0, "\(after)")
        #expect(after.output.narrow.contains("marked as lost: its process is gone\n"))
    }

    @Test func `A command that has just opened the damaged file goes on in the new one`() throws {
        _ = try place.runPipeline("words")
        try damage("metric")
        let damaged = try Data(contentsOf: URL(fileURLWithPath: file))
        let gate = try Gate(in: place)
        let promotion = try place.start(
            .fixture, ["models", "alias", "set", "words", "champion", "1"],
            environment: ["PIPELINE_SYNC_POINT": "wait statement 1 \(gate.path)"])
        _ = try gate.arrival()
        #expect(try repair().code == 0)
        gate.letThrough()
        let outcome = try promotion.outcome()
        #expect(outcome.code == 0, "\(outcome)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(file).bad")) == damaged)
        #expect(try place.read("project/registry/registry.sqlite.bad-wal") == "")
        #expect(try place.askRegistry("SELECT name, version FROM alias") == ["champion|1"])
        #expect(try place.fixture("doctor", "--deep").code == 0)
    }

    /// Leaves a damaged registry that has a pinned run, of which only the log tells.
    private func damageAndPin() throws {
        _ = try place.runPipeline("words")
        try damage("metric")
        let damaged = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(try place.fixture("runs", "pin", "last").code == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == damaged)
    }

    @Test func `Whenever the power fails during a repair, the newest records are still there`() throws {
        try damageAndPin()
        let folder = "\(place.project)/registry"
        var disk = DiskModel(emptyFolder: folder)
        for name in try place.files(below: "project/registry") where !name.hasSuffix("-shm") {
            disk.perform(.create("\(folder)/\(name)"))
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
            disk.perform(.write("\(folder)/\(name)", offset: 0, bytes: bytes))
        }
        disk.perform(.synchronizeAll)
        let record = "\(place.path)/record"
        let outcome = try place.fixture(
            "doctor", "--repair", environment: SystemFaults.recording("\(folder)*", to: record))
        try #require(outcome.code == 0, "\(outcome)")
        for (number, change) in try DiskChange.record(record).enumerated() {
            disk.perform(change)
            for loss in [.everything, .contents, .names, .any(SeededCoin(seed: UInt64(number)))] as [DiskModel.Loss] {
                let lost = "\(place.path)/lost"
                try disk.write(to: lost, losing: loss)
                var registry = try Connection(path: "\(lost)/registry.sqlite")
                let pinned = try registry.query("SELECT count(*) FROM run WHERE pinned IS NOT NULL") { row -> Int in
                    try row[0]
                }
                #expect(pinned == [1], "\(loss) after change \(number), \(change)")
                try place.remove("lost")
            }
        }
    }

    @Test func `A repair that is killed anywhere leaves the newest records to whoever comes next`() throws {
        try damageAndPin()
        let (folder, before) = ("\(place.project)/registry", "\(place.path)/before")
        try FileManager.default.copyItem(atPath: folder, toPath: before)
        let list = "\(place.path)/places"
        let words = ["doctor", "--repair"]
        let whole = try place.run(.fixture, words, environment: ["PIPELINE_SYNC_POINT": "list \(list)"])
        try #require(whole.code == 0, "\(whole)")

        let changes = try place.read("places").split(separator: "\n").filter { $0.hasPrefix("file-change ") }
        let places = changes.indices.filter { changes[$0].contains("\(folder)") }
        try #require(places.contains { changes[$0].hasPrefix("file-change rename \(file).rebuilt to ") }, "\(changes)")
        for number in places {
            try FileManager.default.removeItem(atPath: folder)
            try FileManager.default.copyItem(atPath: before, toPath: folder)
            let killed = try place.run(
                .fixture, words, environment: ["PIPELINE_SYNC_POINT": "kill file-change \(number + 1)"])
            let fault = "killed before \(changes[number]): \(killed)"
            #expect(killed.code == nil, "\(fault)")
            let pinned = "SELECT count(*) FROM run WHERE pinned IS NOT NULL"
            #expect(try place.askRegistry(pinned) == ["1"], "\(fault)")
            #expect(try repair().code == 0, "\(fault)")
            #expect(try place.askRegistry(pinned) == ["1"], "\(fault)")
            #expect(try place.fixture("doctor", "--deep").code == 0, "\(fault)")
        }
    }

    @Test func `Of two repairs that find the same damage one rebuilds the registry`() throws {
        _ = try place.runPipeline("words")
        try damage("metric")
        let gate = try Gate(in: place)
        let words = ["doctor", "--repair"]
        // It has found the damage when it looks for the folders of the store, which tells whether a run is at work.
        let second = try place.start(
            .fixture, words, environment: ["PIPELINE_SYNC_POINT": "wait file-change 1 \(gate.path)"])
        _ = try gate.arrival()
        #expect(try repair().output.hasPrefix("mended  registry "))
        gate.letThrough()
        let outcome = try second.outcome()
        #expect(outcome.code == 0, "\(outcome)")
        #expect(!outcome.output.contains("mended"))
        #expect(!place.exists("project/registry/registry.sqlite.bad-2"))
        #expect(try place.fixture("doctor", "--deep").code == 0)
    }

    @Test func `A result that can't be read is none, and its step runs again`() throws {
        _ = try place.runPipeline("words")
        let train = "(SELECT key FROM step WHERE step = 'train')"
        try place.changeRegistry("UPDATE result SET outputs = '{\"model\": ' WHERE key = \(train)")
        _ = try place.takeJournal()
        let run = try place.runPipeline("words")
        #expect(run.steps("succeeded") == ["train"])
        #expect(try run.reason("train") == "its last result is not usable any more")
        #expect(try place.takeJournal() == ["train"])
        // What a newer program may keep of a key, and this one knows nothing of.
        try place.changeRegistry("UPDATE key_component SET tag = 'weather' WHERE tag = 'kind' AND key = \(train)")
        try place.changeRegistry("UPDATE result SET is_reusable = 0 WHERE key = \(train)")
        #expect(try place.runPipeline("words").steps("succeeded") == ["train"])
        #expect(try place.runPipeline("words").steps("cached").count == 6)
    }
}
