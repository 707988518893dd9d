import Foundation
import ProgramTesting
import Testing

/// Backups that are restored to a place with something left in it, and backups that somebody has forged.
struct RestorationTests {
    let place: Workplace
    let file: String

    init() throws {
        place = try Workplace()
        file = "\(place.path)/backup.tar"
    }

    private func backUp() throws {
        let outcome = try place.fixture("backup", file)
        try #require(outcome.code == 0, "\(outcome)")
    }

    @Test func `A log without its registry is not taken for that of the restored one`() throws {
        _ = try place.runPipeline("words")
        try backUp()
        _ = try place.runPipeline("crowd")
        let registry = "\(place.project)/registry/registry.sqlite"
        try FileManager.default.moveItem(atPath: registry, toPath: "\(place.path)/old.sqlite")
        let refused = try place.fixture("restore", file)
        #expect(refused.code == 2)
        #expect(
            refused.complaints.plain(in: place)
                == "error: 'PLACE/project/registry/registry.sqlite-wal' belongs to a registry that is not there any more, "
                + "and holds its newest changes; move it to where the registry is now, or restore into another folder "
                + "with --into\n")
        #expect(!place.exists("project/registry/registry.sqlite"))

        try FileManager.default.moveItem(atPath: "\(registry)-wal", toPath: "\(place.path)/old.sqlite-wal")
        #expect(place.exists("project/registry/registry.sqlite-shm"))
        #expect(try place.fixture("restore", file).code == 0)
        #expect(try place.files(below: "project/registry") == ["registry.sqlite", "registry.sqlite-lock"])
        #expect(try place.fixture("doctor", "--deep").code == 0)
        let runs = try place.fixture("runs", "--json").json() as? [[String: Any]]
        #expect(runs?.compactMap { $0["pipeline"] as? String } == ["words"])
    }

    @Test func `A log that appears while a backup is read is seen, and an empty one goes`() throws {
        _ = try place.runPipeline("crowd")
        try backUp()
        for log in ["", "changes"] {
            for part in ["", "-wal", "-shm"] { try? place.remove("project/registry/registry.sqlite\(part)") }
            let gate = try Gate(in: place, named: "gate-\(log)")
            let restoration = try place.start(
                .fixture, ["restore", file], environment: ["PIPELINE_SYNC_POINT": "wait file-change 1 \(gate.path)"])
            _ = try gate.arrival()
            try place.write(log, to: "project/registry/registry.sqlite-wal")
            gate.letThrough()
            #expect(try restoration.outcome().code == (log.isEmpty ? 0 : 2))
            #expect(place.exists("project/registry/registry.sqlite") == log.isEmpty)
            #expect(place.exists("project/registry/registry.sqlite-wal") != log.isEmpty)
            if log.isEmpty { #expect(try place.fixture("doctor", "--deep").code == 0) }
        }
    }
}
