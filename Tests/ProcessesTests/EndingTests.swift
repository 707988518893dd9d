import Glibc
import Testing

@testable import Processes

/// A child that ignores TERM, says so, and leaves all the work to a grandchild that ignores TERM too.
private let stubborn = "trap '' TERM; sleep 1000 & echo ready >&3; sleep 1000; wait"

/// The processes of a group that have not ended, by `/proc`.
private func running(inGroupOf leader: ProcessIdentity) -> [Int32] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [Int32] = []
    while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        guard let pid = Int32(name), let status = ProcessStatus(of: pid) else { continue }
        if status.group == leader.pid, !status.hasEnded { found.append(pid) }
    }
    return found
}

@Suite struct `Ending a child's group` {
    @Test func `A child that ignores TERM is killed with its grandchild when its time is up`() async throws {
        let leader = Log<ProcessIdentity>()
        let end = try await shell(stubborn, timeout: .milliseconds(300), grace: .milliseconds(50)).run(
            started: leader.note)
        #expect(end.reason == .timedOut)
        let identity = try #require(leader.entries.first)
        #expect(running(inGroupOf: identity) == [])
        #expect(!identity.isAlive)
    }

    @Test func `Cancelling the task ends the whole group, with KILL after the grace period`() async throws {
        let log = Log<EventLine>()
        let leader = Log<ProcessIdentity>()
        let task = Task {
            try await shell(stubborn, grace: .milliseconds(50)).run(started: leader.note, event: log.note)
        }
        _ = await log.first()
        let identity = try #require(leader.entries.first)
        #expect(identity.isAlive)
        #expect(running(inGroupOf: identity).count >= 2)
        task.cancel()
        let end = try await task.value
        #expect(end.reason == .cancelled)
        #expect(end.outlivedGrace)
        #expect(running(inGroupOf: identity) == [])
    }

    @Test func `A child that obeys TERM may clean up, and needs no KILL`() async throws {
        let log = Log<EventLine>()
        let task = Task {
            try await shell(
                "trap 'echo cleaned >&3; exit 5' TERM; echo ready >&3; sleep 1000 & wait"
            ).run(event: log.note)
        }
        _ = await log.first()
        task.cancel()
        let end = try await task.value
        #expect(end.reason == .cancelled)
        #expect(!end.outlivedGrace)
        #expect(end.strays == .none)
        #expect(log.texts == ["ready", "cleaned"])
    }

    @Test func `A grandchild may clean up after TERM when the child has ended`() async throws {
        let log = Log<EventLine>()
        let task = Task {
            try await shell(
                "sh -c 'trap \"read x < /proc/version; echo saved >&3; exit\" TERM; echo ready >&3; sleep 1000 & wait' & wait"
            ).run(event: log.note)
        }
        _ = await log.first()
        task.cancel()
        let end = try await task.value
        #expect(end.reason == .cancelled)
        #expect(log.texts == ["ready", "saved"])
    }

    @Test func `A stopped child is ended too`() async throws {
        let log = Log<EventLine>()
        let task = Task { try await shell("echo ready >&3; kill -STOP $$").run(event: log.note) }
        _ = await log.first()
        task.cancel()
        #expect(try await task.value.reason == .cancelled)
    }

    @Test func `What a child leaves behind is killed before its end is told`() async throws {
        let leader = Log<ProcessIdentity>()
        let end = try await shell("trap '' TERM; sleep 1000 & sleep 1000 & exit 4").run(started: leader.note)
        #expect(end.reason == .exited(4))
        #expect(end.strays == .killed)
        #expect(running(inGroupOf: try #require(leader.entries.first)) == [])
    }

    @Test func `A task that is cancelled already starts nothing`() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await shell("exit 1").run { _ in Issue.record("a child was started") }
        }
        #expect(try await task.value == .neverStarted)
    }

    @Test func `A child that ends in time is not told to have run out of it`() async throws {
        let end = try await shell("exit 3", timeout: .seconds(1000)).run()
        #expect(end.reason == .exited(3))
    }

    @Test func `Cancelling while two hundred children start loses none of them`() async throws {
        let ends = try await withThrowingTaskGroup { group in
            for _ in 0..<200 { group.addTask { try await shell("exec sleep 1000").run().reason } }
            group.cancelAll()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ends == Array(repeating: .cancelled, count: 200))
    }
}
