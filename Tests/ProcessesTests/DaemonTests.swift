import Foundation
import Glibc
import Processes
import Testing

/// A shell that runs a script, and whose daemons are ended with it.
private func watched(_ script: String, timeout: Duration? = nil, grace: Duration = .seconds(5)) -> ChildProcess {
    var child = shell(script, timeout: timeout, grace: grace)
    child.endsDaemons = true
    return child
}

// Each in a process of its own, which all that is left behind becomes a child of.
@Suite struct `Daemons of a child` {
    @Test func `They are killed, with what they started, when the child ends`() async {
        await #expect(processExitsWith: .success) {
            let end = try await watched(
                """
                # Goes on when nobody writes to its standard output any more.
                ready=$(setsid sh -c 'setsid sleep 1000 >&- & exec sleep 1000 >&-' &)
                ready=$(setsid env -i sh -c 'exec sleep 1000 >&-' &)
                exit 3
                """
            ).run()
            #expect(end.reason == .exited(3))
            #expect(end.strays == .killed)
            #expect(end.daemons == 3)
        }
    }

    @Test func `One that ignores TERM is killed after the grace period`() async {
        await #expect(processExitsWith: .success) {
            let log = Log<EventLine>()
            let task = Task {
                try await watched(
                    "setsid sh -c 'trap \"\" TERM; echo $$ >&3; while true; do sleep 1000; done' & wait",
                    grace: .milliseconds(50)
                ).run(event: log.note)
            }
            let line = await log.first()
            let pid = try #require(line.flatMap { Int32(String(decoding: $0.bytes, as: UTF8.self)) })
            let daemon = try #require(ProcessIdentity(of: pid))
            task.cancel()
            let end = try await task.value
            #expect(end.reason == .cancelled)
            #expect(end.daemons > 0)
            #expect(!daemon.isAlive)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can start a process of another user"))
    func `One that can't be ended is told of once, and not again by those that come later`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            // The daemon ends with this process, which holds the other end.
            let pipe = "\(folder.path)/pipe"
            try #require(mkfifo(pipe, 0o600) == 0 && open(pipe, O_RDWR | O_CLOEXEC) >= 0)
            var child = watched(
                "exec setsid setpriv --reuid=65534 sh -c 'echo $$ >&3; exec 3>&-; read line' < \(pipe) & wait",
                grace: .milliseconds(50))
            child.killPeriod = .milliseconds(50)
            let log = Log<EventLine>()
            let task = Task { [child] in try await child.run(event: log.note) }
            let line = await log.first()
            let pid = try #require(line.flatMap { Int32(String(decoding: $0.bytes, as: UTF8.self)) })
            let daemon = try #require(ProcessIdentity(of: pid))
            // From here on this process is of a third user, who may end its own children only.
            try #require(seteuid(65533) == 0)
            task.cancel()
            let end = try await task.value
            #expect(end.strays == .remaining)
            #expect(end.daemons == 1)
            let other = try await watched("exit 0").run()
            #expect(other.strays == .none)
            #expect(other.daemons == 0)
            #expect(daemon.isAlive)
            try #require(seteuid(0) == 0)
        }
    }

    @Test func `Those of a child that is still at work are left alone`() async {
        await #expect(processExitsWith: .success) {
            let log = Log<EventLine>()
            let task = Task {
                try await watched("(setsid sh -c 'echo $$ >&3; exec sleep 1000' &) ; exec sleep 1000").run(
                    event: log.note)
            }
            let line = await log.first()
            let pid = try #require(line.flatMap { Int32(String(decoding: $0.bytes, as: UTF8.self)) })
            let daemon = try #require(ProcessIdentity(of: pid))
            let other = try await watched("exit 0").run()
            #expect(other.daemons == 0)
            #expect(daemon.isAlive)
            task.cancel()
            let end = try await task.value
            #expect(end.daemons == 1)
            #expect(!daemon.isAlive)
        }
    }

    @Test func `A signal reaches the process that is meant, and not one with its number`() async throws {
        let log = Log<EventLine>()
        let started = Log<ProcessIdentity>()
        let task = Task {
            try await shell("trap 'exit 7' TERM; echo ready >&3; sleep 1000 & wait").run(
                started: started.note, event: log.note)
        }
        _ = await log.first()
        let child = try #require(started.entries.first)
        let stranger = try #require(ProcessIdentity("\(child.pid):\(child.startTime + 1):\(child.bootID)"))
        #expect(stranger.send(.hangUp))
        #expect(child.isAlive)
        #expect(child.send(.terminate))
        #expect(try await task.value.reason == .exited(7))
    }
}

@Suite struct `A limited output` {
    @Test func `Its middle is left out, and a line says how much`() async throws {
        let folder = try TemporaryFolder()
        // Written beforehand, since the file may be looked at while a child writes to it.
        let written = "begin" + String(repeating: "x", count: 100_000) + "end"
        var child = shell("exit 0")
        child.standardOutput = try folder.write(written, "log")
        child.outputLimit = 4000
        let end = try await child.run()
        // A half at the beginning, and a quarter at the end.
        #expect(end.omittedOutput == 100_008 - 3000)
        let note = "\n[97008 bytes are left out here: a log keeps 4000 bytes at most]\n"
        #expect(try folder.read("log") == "\(written.prefix(2000))\(note)\(written.suffix(1000))")
    }

    @Test func `A short one is left as it is`() async throws {
        let folder = try TemporaryFolder()
        var child = shell("head -c 4000 /dev/zero")
        child.standardOutput = "\(folder.path)/log"
        child.outputLimit = 4000
        #expect(try await child.run().omittedOutput == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/log")) == Data(count: 4000))
    }
}
