import ContentHash
import Execution
import Registry
import Testing

/// What was told, and what runs are compared with.
@Suite struct NotificationTests {
    private func record(_ channel: String, _ error: String? = nil, run: RunID? = nil, at time: Double)
        -> NotificationRecord
    {
        NotificationRecord(run: run, event: "failure", channel: channel, error: error, attempts: 3, time: time)
    }

    @Test func `Messages are listed, and the last one to each channel is known`() async throws {
        let registry = try Fixture().registry
        try await registry.begin("r1")
        let records = [
            record("a", "no answer", run: RunID("r1"), at: 1), record("b", run: RunID("r1"), at: 2), record("a", at: 3),
        ]
        try await registry.record(records)
        #expect(try await registry.notifications() == records.reversed())
        #expect(try await registry.notifications(limit: 1) == [records[2]])
        #expect(try await registry.lastNotifications() == ["a": records[2], "b": records[1]])
    }

    @Test func `The run before is the one that ended last, of those that were not cancelled`() async throws {
        let registry = try Fixture().registry
        for (index, status) in [RunStatus.succeeded, .failed, .cancelled].enumerated() {
            try await registry.begin("r\(index)", at: Double(index))
            try await registry.finish(RunID("r\(index)"), status, seconds: 1, time: Double(10 + index))
        }
        try await registry.begin("other", of: "words", at: 5)
        try await registry.finish(RunID("other"), .succeeded, seconds: 1, time: 20)
        try await registry.begin("running", at: 6)
        try await registry.begin("r9", at: 7)
        #expect(try await registry.statusBefore(RunID("r9")) == .failed)
        try await registry.begin("first", of: "third", at: 8)
        #expect(try await registry.statusBefore(RunID("first")) == nil)
    }

    @Test func `A metric has the value of the last run that succeeded and measured it, cached or not`() async throws {
        let registry = try Fixture().registry
        let key = ActionKey.of(epochs: 3)
        func measured(_ value: Double, _ time: Double) -> NewResult {
            .of(key, metrics: [MetricRecord(name: "accuracy", value: value, step: nil, time: time)])
        }
        try await registry.begin("r1", at: 1)
        try await registry.succeed(.train, key: key, measured(0.9, 2), at: 2, in: "r1")
        try await registry.finish(RunID("r1"), .succeeded, seconds: 1, time: 3)
        try await registry.begin("r2", at: 4)
        try await registry.note([.of(.train, .cached, key: key, at: 5)], in: RunID("r2"))
        try await registry.finish(RunID("r2"), .succeeded, seconds: 1, time: 6)
        try await registry.begin("r3", at: 7)
        try await registry.finish(RunID("r3"), .succeeded, seconds: 1, time: 8)
        try await registry.begin("r4", at: 9)
        try await registry.succeed(.train, key: key, measured(0.5, 10), at: 10, in: "r4")
        try await registry.finish(RunID("r4"), .failed, seconds: 1, time: 11)
        #expect(try await registry.value(ofMetric: "accuracy", before: RunID("r4")) == 0.9)
        #expect(try await registry.value(ofMetric: "accuracy", in: RunID("r4")) == 0.5)
        #expect(try await registry.value(ofMetric: "loss", before: RunID("r4")) == nil)
    }
}
