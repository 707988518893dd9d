import Foundation
import ProgramTesting
import Testing

/// Calls that meet each other, a run that goes on, or their own end.
struct ConcurrentTickTests {
    let place: Workplace
    let crontab: Crontab
    let gate: Gate

    init() throws {
        place = try Workplace()
        crontab = try Crontab(in: place)
        gate = try Gate(in: place)
    }

    private func add(_ words: String...) throws {
        let always = [
            "add", "gates", "--timezone", "UTC", "--cron", "0 2 * * *", "--set", "gate=\(gate.path)", "--set",
            "journal=\(place.journal)",
        ]
        let added = try crontab.start(always + words, at: Night.evening).outcome()
        try #require(added.code == 0, "\(added)")
    }

    private func tick(at time: Double) throws -> RunningProgram { try crontab.start(["tick", "gates"], at: time) }

    private func results() throws -> [String] { try crontab.results(of: "gates") }

    @Test func `Of many calls at once one starts the run`() throws {
        try add()
        let calls = try (1...4).map { _ in try tick(at: Night.two() + 1) }
        _ = try gate.arrival()
        gate.letThrough()
        for call in calls { #expect(try call.outcome().description == "status 0\n-- stdout\n-- stderr\n") }
        #expect(try results() == ["2027-01-01T02:00:00Z started succeeded"])
        #expect(try place.takeJournal() == ["wait", "after"])
        let runs = try place.fixture("runs", "list", "--json").json() as? [Any]
        #expect(runs?.count == 1)
    }

    @Test func `A call that is killed before its run is recorded leaves the time to the next one`() throws {
        try add()
        // A log that is a pipe tells when the decision is made; a writer that does not end keeps it from being recorded.
        let log = try Pipe(at: "\(place.project)/artifacts/schedules/gates.log", in: place)
        let writer = try BlockedRegistry("\(place.project)/registry/registry.sqlite-lock")
        let killed = try tick(at: Night.two() + 1)
        #expect(
            try log.line()
                == "2027-01-01 02:00:00 Z  gates: due: gates --set gate=\(gate.path) --set journal=\(place.journal)")
        killed.send(SIGKILL)
        #expect(try killed.outcome().code == nil)
        writer.letGo()
        #expect(try results() == [])
        let call = try tick(at: Night.two() + 2)
        _ = try gate.arrival()
        gate.letThrough()
        #expect(try call.outcome().code == 0)
        #expect(try results() == ["2027-01-01T02:00:00Z started succeeded"])
    }

    @Test func `A call that is killed with its run leaves a lost run, which is not started twice`() throws {
        try add()
        let killed = try tick(at: Night.two() + 1)
        _ = try gate.arrival()
        killed.send(SIGKILL)
        #expect(try killed.outcome().code == nil)
        // The same second, after a restart of everything.
        #expect(try tick(at: Night.two() + 1).outcome().code == 0)
        #expect(try results() == ["2027-01-01T02:00:00Z started lost"])
        #expect(try place.takeJournal() == ["wait"])
    }

    @Test func `A time that is due while a run goes on is passed over`() throws {
        try add("--overlap", "skip")
        let run = try tick(at: Night.two() + 1)
        _ = try gate.arrival()
        #expect(try tick(at: Night.two(2) + 1).outcome().code == 0)
        #expect(try results() == ["2027-01-02T02:00:00Z overlapped", "2027-01-01T02:00:00Z started running"])
        gate.letThrough()
        #expect(try run.outcome().code == 0)
        #expect(try tick(at: Night.two(2) + 61).outcome().code == 0)
        #expect(try results().count == 2)
    }

    @Test func `A time that is due while a run goes on waits for its end`() throws {
        try add("--overlap", "queue")
        let run = try tick(at: Night.two() + 1)
        _ = try gate.arrival()
        #expect(try tick(at: Night.two(2) + 1).outcome().code == 0)
        #expect(try results() == ["2027-01-01T02:00:00Z started running"])
        gate.letThrough()
        #expect(try run.outcome().code == 0)
        #expect(try tick(at: Night.two(2) + 61).outcome().code == 0)
        #expect(try results() == ["2027-01-02T02:00:00Z started succeeded", "2027-01-01T02:00:00Z started succeeded"])
    }

    @Test func `A time that is due while a run goes on ends it, and starts another`() throws {
        try add("--overlap", "replace")
        let run = try tick(at: Night.two() + 1)
        _ = try gate.arrival()
        let other = try tick(at: Night.two(2) + 1)
        #expect(try run.outcome().code == 143)
        _ = try gate.arrival()
        #expect(try results() == ["2027-01-02T02:00:00Z started running", "2027-01-01T02:00:00Z started cancelled"])
        gate.letThrough()
        #expect(try other.outcome().code == 0)
        #expect(try results().first == "2027-01-02T02:00:00Z started succeeded")
        let log = try place.read("project/artifacts/schedules/gates.log").plain(in: place)
        #expect(log.contains("\ncancelling run RUN (process \(run.pid)), which this one replaces\n"))
    }

    @Test func `A run by hand is refused while another goes on`() throws {
        try add()
        let run = try tick(at: Night.two() + 1)
        _ = try gate.arrival()
        let byHand = try crontab.schedule("run", "gates")
        #expect(
            byHand.complaints.plain(in: place) == """
                error: the run RUN of the schedule 'gates' goes on; wait for its end, or cancel it with \
                `pipeline runs cancel RUN`

                """)
        #expect(byHand.code == 1)
        gate.letThrough()
        #expect(try run.outcome().code == 0)
    }

    @Test func `A run ends in its own time where its schedule is removed meanwhile`() throws {
        try add()
        let run = try tick(at: Night.two() + 1)
        _ = try gate.arrival()
        #expect(try crontab.schedule("remove", "gates").code == 0)
        gate.letThrough()
        #expect(try run.outcome().code == 0)
        #expect(try results() == ["2027-01-01T02:00:00Z started succeeded"])
    }
}

/// A named pipe from which a test reads what a program takes for a file.
private final class Pipe {
    private let descriptor: Int32

    init(at path: String, in place: Workplace) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard mkfifo(path, 0o600) == 0 else { throw POSIXError(.EIO) }
        // For reading and writing, so that neither side waits for the other to open it.
        descriptor = open(path, O_RDWR | O_CLOEXEC)
    }

    deinit { close(descriptor) }

    func line() throws -> String {
        var line: [UInt8] = []
        while true {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, 30_000) == 1 else { throw POSIXError(.ETIMEDOUT) }
            var byte: UInt8 = 0
            guard read(descriptor, &byte, 1) == 1 else { throw POSIXError(.EIO) }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }
}

/// The lock that whoever writes to the registry takes first, in the hands of a test.
private final class BlockedRegistry {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { throw POSIXError(.EIO) }
    }

    deinit { close(descriptor) }

    func letGo() { flock(descriptor, LOCK_UN) }
}
