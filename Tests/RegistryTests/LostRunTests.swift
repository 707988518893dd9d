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
