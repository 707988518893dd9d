import Foundation
import ProgramTesting
import Testing

/// What `cache gc` removes, and what it keeps.
struct GarbageTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// Puts the last use of results back by so many seconds.
    private func age(by seconds: Int, _ condition: String = "1") throws {
        try place.changeRegistry("UPDATE result SET last_used = last_used - \(seconds) WHERE \(condition)")
    }

    @Test func `A result that was made again lately stays with all results of its key`() throws {
        _ = try place.runPipeline("flaky", "needed=1")
        try age(by: 7200)
        _ = try place.runPipeline("flaky", "needed=1", options: ["--force", "try"])
        #expect(
            try place.fixture("cache", "gc", "--older-than", "1h").output == "nothing to remove\n")
        #expect(try place.runPipeline("flaky", "needed=1").states == ["try cached"])
        try age(by: 7200)
        #expect(
            try place.fixture("cache", "gc", "--older-than", "1h").output.plain(in: place).narrow == """
                rule  removes  frees  work lost
                age  2 results  0 B  TIME

                removed 0 B

                """)
        #expect(try place.runPipeline("flaky", "needed=1").states == ["try succeeded"])
    }

    @Test func `An object that several results share takes its space once`() throws {
        _ = try place.runPipeline("crowd")
        _ = try place.runPipeline("crowd", options: ["--force-all"])
        // Four files of 5 or 6 bytes, each made twice.
        #expect(
            try place.fixture("cache", "gc", "--keep-size", "22B").output == "nothing to remove\n")
        #expect(try place.runPipeline("crowd").steps("cached").count == 5)
    }

    @Test func `While a run is at work, results used lately stay, and so do young objects`() throws {
        _ = try place.runPipeline("crowd")
        try age(by: 7200, "step = 'anna'")
        let gate = try Gate(in: place)
        let run = try place.start(
            .fixture, ["run", "gates", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"])
        _ = try gate.arrival()
        // The old result goes; its object is young, and a run may be about to use it.
        let real = try place.fixture("cache", "gc", "--older-than", "1h").output.plain(in: place).narrow
        #expect(real.contains("\nage  1 result  0 B  TIME\n"))
        let size = try place.fixture("cache", "gc", "--keep-size", "1B").output.plain(in: place)
        #expect(
            size == """
                nothing to remove
                3 results that a rule names stay: a model version, a pinned run or a run at work needs them

                """)
        gate.letThrough()
        #expect(try run.outcome().code == 0)
        #expect(try place.runPipeline("crowd").steps("succeeded") == ["anna"])
    }

    @Test func `Folders that a killed run left are removed, and not those of a run at work`() throws {
        let gate = try Gate(in: place)
        let words = ["run", "gates", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"]
        let staging = "\(place.project)/artifacts/staging"
        let killed = try place.start(.fixture, words)
        _ = try gate.arrival()
        #expect(try place.fixture("cache", "gc").output == "nothing to remove\n")
        killed.send(SIGKILL)
        #expect(try killed.outcome().code == nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: staging)
        #expect(names.count == 1)
        try Data("12345".utf8).write(to: URL(fileURLWithPath: "\(staging)/\(names[0])/outputs/half"))
        let trial = try place.fixture("cache", "gc", "--dry-run", "--json").json() as? [String: Any]
        let rules = try #require(trial?["rules"] as? [[String: Any]])
        #expect(rules.first { $0["rule"] as? String == "killed" }?["count"] as? Int == 1)
        let real = try place.fixture("cache", "gc").output.narrow
        #expect(real.contains("\nkilled  1 staging folder  "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: staging) == [])
    }

    @Test func `What a killed step kept to go on from is used, and goes only when it is old and nobody works`() throws {
        let gate = try Gate(in: place)
        let words = ["run", "stages", "--set", "gate=\(gate.path)"]
        let killed = try place.start(.fixture, words)
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try gate.arrival() == ["arrived", "2"])
        killed.send(SIGKILL)
        #expect(try killed.outcome().code == nil)
        #expect(try place.fixture("cache", "gc", "--json").output.contains("\"unfinished\""))
        let folder = "\(place.project)/artifacts/checkpoints"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        func age(by seconds: Double) throws {
            for path in ["\(folder)/\(name)", "\(folder)/\(name)/stage"] {
                let date = Date(timeIntervalSinceNow: -seconds)
                try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
            }
        }
        let second = try place.start(.fixture, words)
        #expect(try gate.arrival() == ["arrived", "3"])
        try age(by: 30 * 86_400)
        #expect(try place.fixture("cache", "gc").output == "nothing to remove\n")
        second.send(SIGKILL)
        #expect(try second.outcome().output.contains("  work  says  starts after stage 2\n"))
        try age(by: 3 * 86_400)
        #expect(!(try place.fixture("cache", "gc").output.contains("unfinished")))
        let real = try place.fixture("cache", "gc", "--older-than", "2d").output.narrow
        #expect(real.contains("unfinished  1 checkpoint folder  1 B"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test func `A dry run tells what each rule frees, and the real one frees just that`() throws {
        _ = try place.runPipeline("crowd")
        _ = try place.runPipeline("words")
        _ = try place.runPipeline("crowd")
        try age(by: 7200, "step = 'anna'")
        try place.changeRegistry("UPDATE run SET ended = ended - 7200")
        let words = [
            "--older-than", "1h", "--keep-results", "1", "--keep-size", "1B", "--runs-older-than", "1h",
            "--logs-older-than", "1h",
        ]
        let trial = try place.run(.fixture, ["cache", "gc", "--dry-run"] + words).output.plain(in: place).narrow
        #expect(
            trial == """
                rule  removes  frees  work lost
                age  1 result  5 B  TIME
                size  6 results  87 B  TIME
                logs  11 logs  14 B

                would remove 106 B
                2 results that a rule names stay: a model version, a pinned run or a run at work needs them

                """)
        let real = try place.run(.fixture, ["cache", "gc"] + words).output.plain(in: place).narrow
        #expect(real == trial.replacingOccurrences(of: "would remove", with: "removed"))
    }

    @Test func `Runs that made nothing that is left are forgotten with their folders`() throws {
        let first = try place.runPipeline("crowd")
        _ = try place.runPipeline("crowd")
        try age(by: 7200)
        try place.changeRegistry("UPDATE run SET ended = ended - 7200")
        let words = ["--older-than", "1h", "--runs-older-than", "1h", "--json"]
        let trial = try place.run(.fixture, ["cache", "gc", "--dry-run"] + words).json() as? [String: Any]
        let real = try place.run(.fixture, ["cache", "gc"] + words).json() as? [String: Any]
        for report in [trial, real] {
            let rules = try #require(report?["rules"] as? [[String: Any]])
            #expect(rules.first { $0["rule"] as? String == "runs" }?["count"] as? Int == 1)
        }
        #expect(!place.exists("project/artifacts/runs/\(first.run)"))
        let runs = try place.fixture("runs", "--json").json() as? [Any]
        #expect(runs?.count == 1)
        #expect(try place.fixture("doctor").code == 0)
    }

    @Test func `A pinned run keeps its results, its logs and itself`() throws {
        _ = try place.runPipeline("crowd")
        _ = try place.runPipeline("crowd")
        try age(by: 7200)
        try place.changeRegistry("UPDATE run SET ended = ended - 7200, pinned = 'for the paper'")
        let gc = try place.fixture(
            "cache", "gc", "--older-than", "1h", "--logs-older-than", "1h", "--runs-older-than", "1h")
        #expect(
            gc.output == """
                nothing to remove
                5 results that a rule names stay: a model version, a pinned run or a run at work needs them

                """)
        #expect(try place.runPipeline("crowd").steps("cached").count == 5)
    }
}
