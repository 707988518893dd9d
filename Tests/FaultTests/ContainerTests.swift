import Foundation
import ProgramTesting
import Testing

/// Runs in containers that share a project: they don't see each other's processes, and numbers mean something else in each.
@Suite(.enabled(if: Container.works, "this user can't make a namespace of processes on this machine"))
struct ContainerTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    private func status() throws -> [String] {
        let runs = try place.fixture("runs", "list", "--json").json() as? [[String: Any]]
        return runs?.compactMap { $0["status"] as? String } ?? []
    }

    @Test func `A run in another container is running as long as it is at work there`() throws {
        let container = try place.start(
            .shell,
            Container.command + [
                Program.fixture.path, "run", "gates", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)",
            ])
        _ = try gate.arrival()
        #expect(try status() == ["running"])
        let second = try place.fixture(
            "run", "gates", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)", "--if-running", "fail")
        #expect(second.complaints.hasPrefix("error: 'gates' runs already: "))
        #expect(try place.fixture("cache", "gc", "--json").code == 0)
        let cancelled = try place.fixture("runs", "cancel", "last")
        #expect(
            cancelled.complaints.hasSuffix(" is in another container; cancel it there, or end that container\n"),
            "\(cancelled)")
        #expect(try status() == ["running"])
        // Nothing of what it works with was taken away.
        gate.letThrough()
        #expect(try container.outcome().code == 0)
        #expect(try status() == ["succeeded"])
    }

    @Test func `A run whose container was killed is lost`() throws {
        let container = try place.start(
            .shell, Container.command + [Program.fixture.path, "run", "gates", "--set", "gate=\(gate.path)"])
        _ = try gate.arrival()
        container.send(SIGKILL)
        _ = try container.outcome()
        #expect(try status() == ["lost"])
    }
}

/// A namespace of processes, as a container has one.
private enum Container {
    static let command = ["-c", "exec unshare --pid --fork --mount-proc --kill-child \"$@\"", "sh"]

    static let works = (try? Outcome.of("/bin/sh", command + ["true"]))?.code == 0
}
