import Foundation
import ProgramTesting
import Testing

/// Terminals that are closed, and process numbers that belong to someone else.
struct HangUpTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    private func statuses() throws -> [String] {
        let runs = try place.fixture("runs", "list", "--json").json() as? [[String: Any]]
        return try #require(runs).compactMap { $0["status"] as? String }
    }

    @Test func `A run whose terminal is closed is cancelled, exits with 129, and leaves no process`() throws {
        let terminal = try PseudoTerminal()
        // A session of its own, whose terminal it is, as a window's shell has it.
        let run = try RunningProgram(
            "/bin/sh",
            [
                "-c", "exec < \"$0\" > \"$0\" 2>&1; exec setsid --ctty \"$@\"", terminal.path, Program.fixture.path,
                "run",
                "endless", "--set", "gate=\(gate.path)",
            ], environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere", "TERM": "xterm"], folder: place.project,
            files: "\(place.path)/terminal")
        #expect(Set([try gate.arrival(), try gate.arrival()]) == [["patient"], ["stubborn"]])
        terminal.close()
        #expect(try gate.arrival() == ["warned"])
        // Whoever does not want to wait for what goes on without a terminal says so in another one.
        run.send(SIGTERM)
        #expect(try run.outcome().code == 129)
        #expect(gate.everyoneLeft())
        #expect(try statuses() == ["cancelled"])
    }

    @Test func `A terminal that tells of its end twice takes nobody's time to save`() throws {
        let run = try place.start(.fixture, ["run", "saving", "--set", "gate=\(gate.path)"])
        #expect(try gate.arrival() == ["working"])
        run.send(SIGHUP)
        #expect(try gate.arrival() == ["asked"])
        run.send(SIGHUP)
        gate.letThrough()
        #expect(try gate.arrival() == ["saved"])
        #expect(try run.outcome().code == 129)
        #expect(try statuses() == ["cancelled"])
    }

    @Test func `A stranger that has got the number of a run's process is not sent a signal`() throws {
        let words = ["run", "gates", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"]
        let killed = try place.start(.fixture, words)
        _ = try gate.arrival()
        killed.send(SIGKILL)
        _ = try killed.outcome()
        let other = try Workplace()
        let stranger = try other.start(.fixture, words)
        _ = try gate.arrival()
        try place.changeRegistry(
            "UPDATE run SET process = '\(stranger.pid)' || substr(process, instr(process, ':'))")
        let cancel = try place.fixture("runs", "cancel", "last")
        #expect(
            cancel.output.plain(in: place) == "the process of run RUN is gone; it is marked as cancelled\n")
        gate.letThrough()
        #expect(try stranger.outcome().code == 0)
    }
}
