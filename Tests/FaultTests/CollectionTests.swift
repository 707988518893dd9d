import Foundation
import ProgramTesting
import Testing

/// Garbage collection that meets runs at the worst moments.
struct CollectionTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    private func start(_ pipeline: String, _ options: [String] = [], stopping point: String) throws -> RunningProgram {
        try place.start(
            .fixture, ["run", pipeline, "--json", "--set", "journal=\(place.journal)"] + options,
            environment: ["PIPELINE_SYNC_POINT": "wait \(point) 1 \(gate.path)"])
    }

    /// Collects garbage two hours from now, when nothing that is there now is young any more.
    private func collect(_ options: String...) throws -> Outcome {
        let later = Date().timeIntervalSince1970 + 7200
        return try place.run(.fixture, ["cache", "gc"] + options, environment: ["PIPELINE_TEST_CLOCK": "\(later)"])
    }

    private func expectSound() throws {
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 0, "\(doctor)")
        #expect(try place.fixture("cache", "verify").code == 0)
    }

    @Test func `What a run has stored and no result refers to yet is no garbage`() throws {
        let run = try start("crowd", stopping: "outputs-stored")
        _ = try gate.arrival()
        #expect(try collect().output == "nothing to remove\n")
        gate.letThrough()
        #expect(try RunDocument(run.outcome()).steps("succeeded").count == 5)
        try expectSound()
    }

    @Test func `What a run found in the cache stays until it ends, though its result goes`() throws {
        _ = try place.runPipeline("crowd")
        // The last step needs what the four others have made; the registry may not know yet that they were found.
        let run = try start("crowd", ["--force", "all"], stopping: "work-locked")
        _ = try gate.arrival()
        let first = try collect("--older-than", "1h")
        // Results whose use the run has recorded already stay as well.
        #expect(first.output.narrow.contains(#/\nage  [1-5] results?  0 B/#), "\(first)")
        #expect(try collect().output == "nothing to remove\n")
        gate.letThrough()
        #expect(try RunDocument(run.outcome()).status == "succeeded")
        try expectSound()
    }

    @Test func `A run that begins while garbage is collected waits for it, and makes anew what is gone`() throws {
        _ = try place.runPipeline("crowd")
        _ = try place.takeJournal()
        try place.changeRegistry("UPDATE result SET last_used = last_used - 7200")
        let collection = try place.start(
            .fixture, ["cache", "gc", "--older-than", "1h"],
            environment: ["PIPELINE_SYNC_POINT": "wait collection-marked 1 \(gate.path)"])
        _ = try gate.arrival()
        let run = try place.start(.fixture, ["run", "crowd", "--set", "journal=\(place.journal)"])
        try run.waitForOutput("waiting until the garbage is collected\n")
        gate.letThrough()
        #expect(try collection.outcome().output.contains("\nremoved "))
        #expect(try run.outcome().code == 0)
        #expect(try place.takeJournal().count == 5)
        try expectSound()
    }

    /// Deletes the only version of a model, so long ago that only its result protects the artifact.
    private func deleteModel() throws {
        _ = try place.runPipeline("words")
        #expect(try place.fixture("models", "delete", "words:1").code == 0)
        try place.changeRegistry("UPDATE model_version SET deleted = deleted - 31 * 86400")
    }

    @Test func `A model version that is restored beside a collection keeps its artifact`() throws {
        try deleteModel()
        for isLast in [false, true] {
            // Beside a run what it may need stays, and what was of no use before it goes.
            let door = try Gate(in: place, named: "door-\(isLast)")
            let run = try place.start(
                .fixture, ["run", "gates", "--quiet", "--set", "gate=\(door.path)"])
            _ = try door.arrival()
            if isLast {
                let later = Date().timeIntervalSince1970 + 7200
                let collection = try place.start(
                    .fixture, ["cache", "gc"],
                    environment: [
                        "PIPELINE_TEST_CLOCK": "\(later)",
                        "PIPELINE_SYNC_POINT": "wait collection-marked 1 \(gate.path)",
                    ])
                _ = try gate.arrival()
                #expect(try place.fixture("models", "restore", "words:1").output == "restored words:1\n")
                gate.letThrough()
                let report = try collection.outcome().output
                #expect(report.contains("\nunreferenced  "), "\(report)")
            } else {
                #expect(try collect("--older-than", "1h").output.narrow.contains(#/\nage  6 results  0 B/#))
            }
            door.letThrough()
            #expect(try run.outcome().code == 0)
        }
        let version = try place.fixture("models", "show", "words:1", "--json").json() as? [String: Any]
        for part in ["model", "evaluation"] {
            let digest = try #require(version?[part] as? String)
            #expect(place.exists("project/artifacts/objects/\(digest.prefix(2))/\(digest.dropFirst(2))"), "\(part)")
        }
        try expectSound()
    }

    @Test func `A model version is not restored while its artifact is being collected`() throws {
        try deleteModel()
        try place.changeRegistry("UPDATE result SET last_used = last_used - 7200")
        let collection = try place.start(
            .fixture, ["cache", "gc", "--older-than", "1h"],
            environment: ["PIPELINE_SYNC_POINT": "wait collection-marked 1 \(gate.path)"])
        _ = try gate.arrival()
        let restoration = try place.start(.fixture, ["models", "restore", "words:1"])
        try restoration.waitForOutput("waiting until the garbage is collected\n")
        gate.letThrough()
        #expect(try collection.outcome().output.contains("\nremoved "))
        #expect(
            try restoration.outcome().complaints.plain(in: place)
                == "error: words:1 can't be restored: its artifact is missing; "
                + "make it anew with: pipeline reproduce RUN --run\n"
        )
        try expectSound()
    }

    @Test func `A run that is pinned while garbage is collected keeps its logs`() throws {
        let words = ["cache", "gc", "--runs-older-than", "1h"]
        let later = "\(Date().timeIntervalSince1970 + 7200)"
        let twin = try Workplace()
        // The second of three made nothing and is not the last.
        for place in [twin, place] { for _ in 1...3 { _ = try place.runPipeline("crowd") } }
        let list = "\(twin.path)/places"
        let whole = try twin.run(
            .fixture, words, environment: ["PIPELINE_TEST_CLOCK": later, "PIPELINE_SYNC_POINT": "list \(list)"])
        #expect(whole.output.narrow.contains("\nruns  1 run  "), "\(whole)")
        let statements = try twin.read("places").split(separator: "\n").filter { $0.hasPrefix("statement ") }
        let number = try #require(statements.lastIndex { $0.contains("SELECT DISTINCT run, key FROM result") }) + 1

        let run = try place.askRegistry("SELECT id FROM run ORDER BY started")[1]
        let collection = try place.start(
            .fixture, words,
            environment: [
                "PIPELINE_TEST_CLOCK": later, "PIPELINE_SYNC_POINT": "wait statement \(number) \(gate.path)",
            ])
        _ = try gate.arrival()
        #expect(try place.fixture("runs", "pin", run).code == 0)
        gate.letThrough()
        #expect(try collection.outcome().output == "nothing to remove\n")
        #expect(try place.files(below: "project/artifacts/runs/\(run)") != [])
        #expect(try place.fixture("runs", "show", run).code == 0)
    }
}
