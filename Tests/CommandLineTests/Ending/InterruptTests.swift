import Foundation
import ProgramTesting
import Testing

/// Runs that are interrupted, cancelled, or killed.
struct InterruptTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    private func start(_ pipeline: String, _ options: String...) throws -> RunningProgram {
        var words = ["run", pipeline, "--set", "gate=\(gate.path)"] + options
        if pipeline == "gates" { words += ["--set", "journal=\(place.journal)"] }
        return try place.start(.fixture, words)
    }

    private func statuses() throws -> [String] {
        let runs = try place.fixture("runs", "list", "--json").json() as? [[String: Any]]
        return try #require(runs).compactMap { $0["status"] as? String }
    }

    @Test func `An interrupt cancels the running steps, and the run exits with 130`() throws {
        let run = try start("gates")
        let pid = try #require(try gate.arrival().last.flatMap { Int32($0) })
        run.send(SIGINT)
        let outcome = try run.outcome()
        #expect(outcome.code == 130)
        #expect(
            outcome.output.plain(in: place).narrow == """
                run RUN of gates
                  wait  started  it has not run before
                  wait  says  at the gate
                cancelling: waiting for running steps to end; press Ctrl-C again to end at once
                  wait  cancelled
                  after  cancelled

                step  status  time
                wait  cancelled
                after  cancelled

                cancelled in TIME

                """)
        #expect(kill(pid, 0) != 0)
        #expect(try statuses() == ["cancelled"])
        #expect(try place.takeJournal() == ["wait"])
    }

    @Test func `A cancelled run says so in its one JSON document`() throws {
        let run = try start("gates", "--json")
        _ = try gate.arrival()
        run.send(SIGINT)
        let document = try RunDocument(try run.outcome())
        #expect(document.status == "cancelled")
        #expect(document.states == ["wait cancelled", "after cancelled"])
        #expect(document.code == 130)
    }

    @Test func `A second interrupt ends at once what does not end by itself, and leaves no process`() throws {
        let run = try start("endless")
        #expect(Set([try gate.arrival(), try gate.arrival()]) == [["patient"], ["stubborn"]])
        run.send(SIGINT)
        #expect(try gate.arrival() == ["warned"])
        let clock = ContinuousClock()
        let begin = clock.now
        run.send(SIGINT)
        #expect(try run.outcome().code == 130)
        // Not a measurement: waiting for the grace period takes these five seconds, and killing takes milliseconds.
        #expect(clock.now - begin < .seconds(5))
        #expect(gate.everyoneLeft())
        #expect(try statuses() == ["cancelled"])
    }

    @Test func `The program of a command may end in its own time when it is asked to`() throws {
        let run = try start("saving")
        #expect(try gate.arrival() == ["working"])
        run.send(SIGINT)
        #expect(try gate.arrival() == ["asked"])
        gate.letThrough()
        #expect(try gate.arrival() == ["saved"])
        #expect(try run.outcome().code == 130)
        #expect(try statuses() == ["cancelled"])
    }

    @Test func `A run is cancelled from another process, by its id`() throws {
        let run = try start("gates")
        _ = try gate.arrival()
        let cancel = try place.fixture("runs", "cancel", "last")
        #expect(cancel.output.plain(in: place) == "asked run RUN (process \(run.pid)) to end\n")
        #expect(try run.outcome().code == 143)
        #expect(try statuses() == ["cancelled"])
        let again = try place.fixture("runs", "cancel", "last")
        #expect(again.complaints.plain(in: place) == "error: the run RUN has ended already: it is cancelled\n")
        #expect(again.code == 1)
    }

    @Test func `A cancellation is told in one JSON document`() throws {
        let run = try start("gates")
        _ = try gate.arrival()
        let document = try place.fixture("runs", "cancel", "last", "--json").json() as? [String: Any]
        #expect(document?["status"] as? String == "cancelling")
        #expect(document?["process"] as? Int == Int(run.pid))
        #expect(try run.outcome().code == 143)
        let killed = try start("gates")
        _ = try gate.arrival()
        killed.send(SIGKILL)
        #expect(try killed.outcome().code == nil)
        let gone = try place.fixture("runs", "cancel", "last", "--json").json() as? [String: Any]
        #expect(gone?["status"] as? String == "cancelled")
        #expect(gone?["process"] is NSNull)
    }

    @Test func `A run that was killed is found to be lost, and the next one goes on`() throws {
        let killed = try start("gates")
        _ = try gate.arrival()
        #expect(try statuses() == ["running"])
        killed.send(SIGKILL)
        #expect(try killed.outcome().code == nil)
        #expect(try place.fixture("logs", "last", "wait", "--follow").output == "waiting\nat the gate\n")
        #expect(try place.fixture("runs", "show").output.contains(" of gates: lost\n"))
        let run = try start("gates", "--json")
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try RunDocument(try run.outcome()).states == ["wait succeeded", "after succeeded"])
        #expect(try statuses() == ["succeeded", "lost"])
        #expect(try place.takeJournal() == ["wait", "wait", "after"])
    }

    @Test func `Runs of one pipeline at the same time do each step once`() throws {
        let runs = try (1...4).map { _ in try start("gates", "--json") }
        _ = try gate.arrival()
        gate.letThrough()
        let documents = try runs.map { try RunDocument(try $0.outcome()) }
        #expect(documents.map(\.status) == Array(repeating: "succeeded", count: 4))
        #expect(documents.flatMap { $0.steps("succeeded") }.sorted() == ["after", "wait"])
        #expect(try place.takeJournal() == ["wait", "after"])
    }

    @Test func `What a step writes is followed while it runs`() throws {
        let run = try start("gates")
        _ = try gate.arrival()
        let follower = try place.start(.fixture, ["logs", "last", "wait", "--follow"])
        gate.letThrough()
        #expect(try run.outcome().code == 0)
        let outcome = try follower.outcome()
        #expect(outcome.output == "waiting\nat the gate\nlet through\n")
        #expect(outcome.code == 0)
    }
}
