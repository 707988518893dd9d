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
}
