import Foundation
import ProgramTesting
import Testing

/// Attempts that end in the middle, and what the next one at the same work goes on from.
struct MixedCheckpointTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    private func start(
        _ options: [String] = [], environment: [String: String] = [:]
    ) throws -> RunningProgram {
        try place.start(
            .fixture, ["run", "stages", "--json", "--set", "gate=\(gate.path)"] + options, environment: environment)
    }

    /// Starts a run, does something while it is at work, and ends it in its second stage.
    private func end(by signal: Int32, meanwhile: () throws -> Void = {}) throws -> Outcome {
        let run = try start()
        #expect(try gate.arrival() == ["arrived", "1"])
        try meanwhile()
        gate.letThrough()
        #expect(try gate.arrival() == ["arrived", "2"])
        run.send(signal)
        return try run.outcome()
    }

    /// Runs the same to its end, and tells the stage that it began with and what it warned of.
    private func runOn(
        _ options: [String] = [], environment: [String: String] = [:]
    ) throws -> (first: Int, warnings: [String]) {
        let run = try start(options, environment: environment)
        var stage = try #require(Int(gate.arrival()[1]))
        let first = stage
        while stage < 3 {
            gate.letThrough()
            stage = try #require(Int(gate.arrival()[1]))
        }
        gate.letThrough()
        let document = try RunDocument(run.outcome())
        #expect(document.states == ["work succeeded"])
        return (first, document.warnings)
    }

    private func editAndRevert() throws {
        try place.write("others\n", to: "project/data/names.txt")
        try place.write("anna\nclara\nberta\n", to: "project/data/names.txt")
    }

    @Test(arguments: [SIGKILL, SIGINT])
    func `An attempt that was ended is gone on with where nobody wrote to what it read`(_ signal: Int32) throws {
        _ = try end(by: signal)
        let again = try runOn()
        #expect(again.first == 3)
        #expect(again.warnings == [])
    }

    @Test func `An attempt that was killed after its input changed and changed back is begun anew`() throws {
        _ = try end(by: SIGKILL, meanwhile: editAndRevert)
        let again = try runOn()
        #expect(again.first == 1)
        #expect(
            again.warnings == [
                "work: it begins anew, as what it reads was written to after an attempt began that was killed"
            ])
    }

    @Test func `An attempt that was cancelled after its input changed and changed back is begun anew`() throws {
        let cancelled = try RunDocument(end(by: SIGINT, meanwhile: editAndRevert))
        #expect(cancelled.status == "cancelled")
        #expect(
            cancelled.warnings == [
                "work: its input 'names' ('\(place.project)/data/names.txt') changed while it ran, "
                    + "so the next attempt begins anew"
            ])
        let again = try runOn()
        #expect(again.first == 1)
        #expect(again.warnings == [])
    }

    @Test(arguments: [[], ["--force", "work"]])
    func `Checkpoints that can't be removed are in nobody's way, and told of`(_ options: [String]) throws {
        _ = try end(by: SIGKILL, meanwhile: editAndRevert)
        // As where a container of the step made the file for another user.
        let faults = try SystemFaults([.remove], of: "*/stage", in: .run, failWith: EACCES, to: 1, place: place)
        let again = try runOn(options, environment: faults.environment)
        #expect(again.first == 1)
        let staging = "\(place.project)/artifacts/staging"
        let left = try FileManager.default.contentsOfDirectory(atPath: staging)
        #expect(left.count == 1 && left[0].hasPrefix("removed-"), "\(left)")
        #expect(
            again.warnings.first
                == "work: what an earlier attempt left stays: cannot remove '\(staging)/\(left.first ?? "")/stage': "
                + "Permission denied; remove it as the user whom it belongs to, or with sudo")
        #expect(try place.fixture("cache", "gc").code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: staging) == [])
    }

    @Test func `An attempt that was cancelled is gone on with though its input was written to since`() throws {
        _ = try end(by: SIGINT)
        try editAndRevert()
        #expect(try runOn().first == 3)
    }
}
