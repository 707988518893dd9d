import Execution
import Registry
import Testing

@Suite struct LostRunTests {
    @Test func `A new run marks those of processes that are gone as lost, with what was at work in them`() async throws
    {
        let fixture = try Fixture(isAlive: { $0 == "1:1:alive" })
        let registry = fixture.registry
        for (id, process) in [("gone", "1:1:gone"), ("unknown", ""), ("alive", "1:1:alive")] {
            // Each begins while all are believed alive.
            try await fixture.other().begin(id, at: 1000, process: process)
        }
        try await registry.start(.train, key: nil, in: "gone")
        try await registry.note([.of(.register, .skipped, at: 1001)], in: RunID("gone"))
        try await registry.begin("new", at: 2000, process: "1:1:alive")

        let runs = try await registry.runs()
        let statuses = Dictionary(uniqueKeysWithValues: runs.map { ($0.id.text, $0.status) })
        #expect(statuses == ["gone": .lost, "unknown": .lost, "alive": .running, "new": .running])
        #expect(runs.first { $0.id.text == "gone" }?.ended == 2000)
        let steps = try await registry.steps(of: RunID("gone"))
        #expect(steps.map(\.status) == [.skipped, .lost])
        #expect(steps.last?.attempts.map(\.status) == [.lost])
    }

    @Test func `Lost runs are noticed without a new one`() async throws {
        let fixture = try Fixture(isAlive: { $0 != "1:1:gone" })
        let registry = fixture.registry
        try await registry.begin("r1", process: "1:1:alive")
        #expect(try await registry.markLostRuns(at: 2000) == [])
        try await fixture.other().begin("r2", process: "1:1:gone")
        #expect(try await registry.markLostRuns(at: 2000) == [RunID("r2")])
        #expect(try await registry.run("r2").status == .lost)
    }

    @Test func `A lost run waits until it is recorded that people have been told of it`() async throws {
        let fixture = try Fixture(isAlive: { $0 != "1:1:gone" })
        let registry = fixture.registry
        for id in ["r1", "r2"] { try await fixture.other().begin(id, process: "1:1:gone") }
        #expect(try await registry.untoldLosses().map(\.id) == [])
        try await registry.markLostRuns(at: 2000)
        try await registry.begin("r3", at: 2001, process: "1:1:alive")
        #expect(try await registry.untoldLosses().map(\.id) == [RunID("r1"), RunID("r2")])
        let told = NotificationRecord(
            run: RunID("r1"), event: "failure", channel: "team", error: nil, attempts: 1, time: 2002)
        try await registry.recordLosses([RunID("r1")], told: [told])
        #expect(try await registry.untoldLosses().map(\.id) == [RunID("r2")])
        #expect(try await registry.notifications() == [told])
        try await registry.recordLosses([RunID("r2")], told: [])
        #expect(try await registry.untoldLosses() == [])
        // Looking again finds nothing new.
        try await registry.markLostRuns(at: 3000)
        #expect(try await registry.untoldLosses() == [])
    }

    @Test func `A run that was cancelled, or ended, is no loss`() async throws {
        let registry = try Fixture().registry
        for id in ["r1", "r2"] { try await registry.begin(id) }
        try await registry.markCancelled(RunID("r1"), at: 1002)
        try await registry.finish(RunID("r2"), .failed, seconds: 1, time: 1002)
        #expect(try await registry.untoldLosses() == [])
    }

    @Test func `A run is marked as cancelled only while it runs`() async throws {
        let registry = try Fixture().registry
        try await registry.begin("r1")
        try await registry.start(.train, key: nil, in: "r1")
        try await registry.markCancelled(RunID("r1"), at: 1002)
        #expect(try await registry.run("r1").status == .cancelled)
        #expect(try await registry.steps(of: RunID("r1")).map(\.status) == [.cancelled])
        #expect(
            await message { try await registry.markCancelled(RunID("r1"), at: 1003) }
                == "the run 'r1' has ended already: it is cancelled")
    }
}
