import Foundation
import ProgramTesting
import Testing

/// Garbage collection that is killed, or meets somebody who looks at the objects.
struct KilledCollectionTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private static let collection = ["cache", "gc", "--older-than", "1h"]

    /// Makes what nobody has used for long.
    private func makeGarbage(in place: Workplace) throws {
        let run = try place.fixture("run", "pair", "--quiet", "--only", "make")
        try #require(run.code == 0, "\(run)")
        try place.changeRegistry("UPDATE result SET last_used = last_used - 7200")
    }

    @Test func `An object that is collected while all are read is not told to be damaged`() throws {
        try makeGarbage(in: place)
        let gate = try Gate(in: place)
        let verification = try place.start(
            .fixture, ["cache", "verify"], environment: ["PIPELINE_SYNC_POINT": "wait objects-listed 1 \(gate.path)"])
        _ = try gate.arrival()
        #expect(try place.run(.fixture, Self.collection).code == 0)
        #expect(try place.files(below: "project/artifacts/objects") == [])
        gate.letThrough()
        #expect(
            try verification.outcome().description
                == "status 0\n-- stdout\n2 objects read, 0 damaged\n-- stderr\n")
    }

    @Test func `A collection that is killed leaves no half object under the name of a whole one`() throws {
        let twin = try Workplace()
        try makeGarbage(in: twin)
        let list = "\(twin.path)/places"
        let whole = try twin.run(.fixture, Self.collection, environment: ["PIPELINE_SYNC_POINT": "list \(list)"])
        try #require(whole.code == 0, "\(whole)")
        let changes = try twin.read("places").split(separator: "\n").filter { $0.hasPrefix("file-change ") }
        // One of the two files in the folder is gone, and the other is there.
        let index = try #require(changes.lastIndex { $0.hasSuffix("/one") || $0.hasSuffix("/two") })

        try makeGarbage(in: place)
        let killed = try place.run(
            .fixture, Self.collection, environment: ["PIPELINE_SYNC_POINT": "kill file-change \(index + 1)"])
        #expect(killed.code == nil)
        let half = try place.files(below: "project/artifacts/staging")
        #expect(half.count == 1 && half.allSatisfy { $0.hasPrefix("removed-") }, "\(half)")
        #expect(try place.fixture("cache", "verify").code == 0)
        #expect(try place.fixture("cache", "gc").code == 0)
        #expect(try place.files(below: "project/artifacts/staging") == [])
        #expect(try place.fixture("run", "pair", "--quiet").code == 0)
        #expect(try place.fixture("doctor").code == 0)
    }

    /// Runs five times: the first made results and the last is the last, so that three of five are forgotten.
    private func makeRuns(in place: Workplace) throws {
        for _ in 1...5 { _ = try place.runPipeline("crowd") }
    }

    /// Forgets runs, at a time when all of them ended long ago.
    private func forget(in place: Workplace, _ environment: [String: String] = [:]) throws -> Outcome {
        let later = "\(Date().timeIntervalSince1970 + 7200)"
        return try place.run(
            .fixture, ["cache", "gc", "--runs-older-than", "1h"],
            environment: environment.merging(["PIPELINE_TEST_CLOCK": later]) { old, _ in old })
    }

    /// The runs that have folders.
    private func folders(in place: Workplace) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/runs")
    }

    @Test func `A collection that is killed while it forgets runs is finished by the next one`() throws {
        let twin = try Workplace()
        for place in [place, twin] { try makeRuns(in: place) }
        let list = "\(twin.path)/places"
        let whole = try forget(in: twin, ["PIPELINE_SYNC_POINT": "list \(list)"])
        #expect(whole.output.narrow.contains("\nruns  3 runs  "), "\(whole)")
        #expect(try folders(in: twin).count == 2)
        let changes = try twin.read("places").split(separator: "\n").filter { $0.hasPrefix("file-change ") }
        let index = try #require(changes.firstIndex { $0.contains("remove \(twin.project)/artifacts/runs/") })

        let killed = try forget(in: place, ["PIPELINE_SYNC_POINT": "kill file-change \(index + 1)"])
        #expect(killed.code == nil)
        #expect(try place.askRegistry("SELECT count(*) FROM run") == ["2"])
        #expect(try folders(in: place).count == 5)
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 0, "\(doctor)")
        for words in [["cache", "gc", "--dry-run"], ["cache", "gc"]] {
            let next = try place.run(.fixture, words)
            #expect(next.output.narrow.contains("\nruns  3 runs  "), "\(next)")
        }
        #expect(try folders(in: place).sorted() == place.askRegistry("SELECT id FROM run ORDER BY id"))
        #expect(try place.fixture("cache", "gc").output == "nothing to remove\n")
    }

    @Test func `Folders of forgotten runs that can't be removed are tried again each time`() throws {
        try makeRuns(in: place)
        let faults = try SystemFaults(
            [.remove], of: "\(place.project)/artifacts/runs/*", failWith: EACCES, place: place)
        for _ in 1...2 {
            let outcome = try forget(in: place, faults.environment)
            #expect(outcome.code == 0)
            let warnings = outcome.complaints.split(separator: "\n").filter { $0.hasPrefix("warning: cannot remove '") }
            #expect(warnings.count == 3, "\(outcome)")
        }
        #expect(try folders(in: place).count == 5)
        #expect(try place.fixture("doctor").code == 0)
        #expect(try place.fixture("cache", "gc").output.narrow.contains("\nruns  3 runs  "))
        #expect(try folders(in: place).count == 2)
    }
}
