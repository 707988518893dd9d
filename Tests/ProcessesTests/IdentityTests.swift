import Glibc
import Testing

@testable import Processes

@Suite struct `Identity of a process` {
    @Test func `This process is alive, and its identity survives its text`() throws {
        let identity = try #require(ProcessIdentity.current)
        #expect(identity.pid == getpid())
        #expect(identity.isAlive)
        #expect(identity.bootID.count == 36)
        #expect(ProcessIdentity(identity.description) == identity)
    }

    @Test func `A child that has ended is dead`() async throws {
        let started = Log<ProcessIdentity>()
        _ = try await shell("exit 0").run(started: started.note)
        let identity = try #require(started.entries.first)
        #expect(!identity.isAlive)
    }

    @Test func `Neither another start time nor another boot is the same process`() throws {
        let real = try #require(ProcessIdentity.current)
        let later = ProcessIdentity(pid: real.pid, startTime: real.startTime + 1, bootID: real.bootID)
        let otherBoot = ProcessIdentity(pid: real.pid, startTime: real.startTime, bootID: "another")
        #expect(!later.isAlive)
        #expect(!otherBoot.isAlive)
    }

    @Test(arguments: ["", "1", "1:2", "0:2:b", "-1:2:b", "+1:2:b", "01:2:b", "1:x:b", "1:2:b:c", "1:2:b:3:4", "1: 2:b"])
    func `Text that is no identity is refused`(_ text: String) {
        #expect(ProcessIdentity(text) == nil)
    }

    @Test func `The text is as it is kept`() {
        #expect(ProcessIdentity(pid: 12, startTime: 345, bootID: "a-b").description == "12:345:a-b")
        #expect(ProcessIdentity(pid: 12, startTime: 345, bootID: "a-b", namespace: 6).description == "12:345:a-b:6")
    }

    @Test func `What is in another container may be alive, and is sent no signal`() async throws {
        let real = try #require(ProcessIdentity.current)
        let text = "\(real.pid):\(real.startTime + 1):\(real.bootID)"
        let namespace = try #require(real.namespace)
        let elsewhere = try #require(ProcessIdentity("\(text):\(namespace + 1)"))
        #expect(elsewhere.isElsewhere)
        #expect(elsewhere.isAlive)
        #expect(!elsewhere.send(.terminate))
        #expect(await !elsewhere.hasEnded(within: .zero))
        let here = try #require(ProcessIdentity("\(text):\(namespace)"))
        #expect(!here.isElsewhere)
        #expect(!here.isAlive)
    }

    @Test func `A program's name may contain anything`() throws {
        let rest = "1 77 77 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 1"
        let status = try #require(ProcessStatus(stat: Array("12 (a) R (b) Z \(rest)\n".utf8)))
        #expect(status.state == "Z")
        #expect(status.hasEnded)
        #expect(status.group == 77)
        #expect(status.startTime == 987_654)
        #expect(ProcessStatus(stat: Array("12 (a".utf8)) == nil)
        #expect(ProcessStatus(stat: Array("12 (a) R 1 2".utf8)) == nil)
    }
}
