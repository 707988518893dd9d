import Foundation
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
            try place.fixture("cache", "gc", "--older-than", "1h").output == "removed 0 results and 0 objects, 0 B\n")
        #expect(try place.runPipeline("flaky", "needed=1").states == ["try cached"])
        try age(by: 7200)
        #expect(
            try place.fixture("cache", "gc", "--older-than", "1h").output == "removed 2 results and 0 objects, 0 B\n")
        #expect(try place.runPipeline("flaky", "needed=1").states == ["try succeeded"])
    }

    @Test func `An object that several results share takes its space once`() throws {
        _ = try place.runPipeline("crowd")
        _ = try place.runPipeline("crowd", options: ["--force-all"])
        // Four files of 5 or 6 bytes, each made twice.
        #expect(
            try place.fixture("cache", "gc", "--keep-size", "22B").output == "removed 0 results and 0 objects, 0 B\n")
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
        #expect(
            try place.fixture("cache", "gc", "--older-than", "1s").output == "removed 1 result and 0 objects, 0 B\n")
        #expect(
            try place.fixture("cache", "gc", "--keep-size", "1B").output == "removed 0 results and 0 objects, 0 B\n")
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
        #expect(try place.fixture("cache", "gc").output == "removed 0 results and 0 objects, 0 B\n")
        killed.send(SIGKILL)
        #expect(try killed.outcome().code == nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: staging)
        #expect(names.count == 1)
        try Data("12345".utf8).write(to: URL(fileURLWithPath: "\(staging)/\(names[0])/outputs/half"))
        let trial = try place.fixture("cache", "gc", "--dry-run", "--json").json() as? [String: Any]
        #expect(trial?["staging_folders"] as? Int == 1)
        let real = try place.fixture("cache", "gc").output
        #expect(real.hasPrefix("removed 0 results, 0 objects and 1 staging folder, "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: staging) == [])
    }
}
