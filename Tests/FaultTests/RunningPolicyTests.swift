import Foundation
import ProgramTesting
import Testing

/// Two runs of one pipeline at the same time.
struct RunningPolicyTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    private func start(_ options: String...) throws -> RunningProgram {
        try place.start(
            .fixture,
            ["run", "gates", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"] + options)
    }

    /// How a run is told to whom it keeps waiting.
    private func name(of run: RunningProgram) -> String {
        "run RUN (process \(run.pid): pipeline run gates --set gate=PLACE/gate --set journal=PLACE/journal)"
    }

    @Test func `A run that may not be the second names the first, and begins when that one was killed`() throws {
        let first = try start()
        _ = try gate.arrival()
        let refused = try start("--if-running", "fail").outcome()
        #expect(
            refused.complaints.plain(in: place)
                == "error: 'gates' runs already: \(name(of: first)); wait for its end with --if-running wait, "
                + "or work beside it with --if-running join\n")
        #expect(refused.output == "")
        #expect(refused.code == 1)
        first.send(SIGKILL)
        _ = try first.outcome()
        let second = try start("--if-running", "fail")
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try second.outcome().code == 0)
        #expect(try place.takeJournal() == ["wait", "wait", "after"])
        let runs = try place.fixture("runs", "list", "--json").json() as? [[String: Any]]
        #expect(runs?.map { $0["status"] as? String } == ["succeeded", "lost"])
    }

    @Test func `A run that waits for another one names it, and begins when that one has ended`() throws {
        let first = try start()
        _ = try gate.arrival()
        let second = try start("--if-running", "wait")
        try second.waitForOutput("waiting for the end of ")
        gate.letThrough()
        #expect(try first.outcome().code == 0)
        let outcome = try second.outcome()
        let lines = outcome.output.plain(in: place).split(separator: "\n")
        #expect(lines.prefix(2) == ["waiting for the end of \(name(of: first))", "run RUN of gates"])
        #expect(outcome.output.contains("2 of 2 steps cached"))
        #expect(outcome.code == 0)
        #expect(try place.takeJournal() == ["wait", "after"])
    }

    @Test func `A run that joins another one names whom a step waits for, and does the work when that one is killed`()
        throws
    {
        let first = try start()
        _ = try gate.arrival()
        let second = try start()
        try second.waitForOutput("does the same work")
        #expect(
            second.output.plain(in: place).narrow.contains("  wait  waits  \(name(of: first)) does the same work\n"))
        first.send(SIGKILL)
        _ = try first.outcome()
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try second.outcome().code == 0)
        #expect(try place.takeJournal() == ["wait", "wait", "after"])
    }

    @Test func `Of many runs that may not be second one begins`() throws {
        let programs = try (1...6).map { _ in try start("--if-running", "fail") }
        _ = try gate.arrival()
        gate.letThrough()
        let outcomes = try programs.map { try $0.outcome() }
        // One that comes when the first has ended finds its results.
        let begun = outcomes.filter { $0.code == 0 }
        #expect(!begun.isEmpty)
        for refused in outcomes where refused.code != 0 {
            #expect(refused.complaints.contains("'gates' runs already: run "))
        }
        #expect(try place.takeJournal() == ["wait", "after"])
    }
}
