import ContentHash
import Execution
import Registry
import Testing

@Suite struct MetricTests {
    private let metrics = [
        MetricRecord(name: "loss", value: 2.5, step: 0, time: 1001),
        MetricRecord(name: "loss", value: .infinity, step: 1, time: 1002),
        MetricRecord(name: "loss", value: .nan, step: 2, time: 1003),
        MetricRecord(name: "images", value: 39_209, step: nil, time: 1003),
    ]

    @Test func `Values that are not finite survive`() async throws {
        let registry = try Fixture().registry
        let key = ActionKey.of(epochs: 3)
        try await registry.begin("r1")
        try await registry.succeed(.train, key: key, .of(key, metrics: metrics), in: "r1")
        let series = try await registry.metrics(of: RunID("r1"))
        #expect(series.map(\.name) == ["loss", "images"])
        let loss = try #require(series.first)
        #expect(loss.points.map(\.position) == [0, 1, 2])
        #expect(loss.points.prefix(2).map(\.value) == [2.5, .infinity])
        #expect(loss.points.last?.value.isNaN == true)
        #expect(series.last?.points.map(\.value) == [39_209])
        #expect(series.last?.points.first?.position == nil)
    }

    @Test func `A value that is told while the step runs, and again with its result, is kept once`() async throws {
        let fixture = try Fixture()
        let registry = fixture.registry
        let key = ActionKey.of(epochs: 3)
        try await registry.begin("r1")
        try await registry.start(.train, key: key, in: "r1")
        try await registry.record(metrics, of: .train, attempt: 1, in: RunID("r1"))
        _ = try await registry.commit(
            .of(key, metrics: metrics), .succeeded(.train), step: .of(.train, .succeeded, key: key, at: 1005),
            in: RunID("r1"))
        #expect(try fixture.number("SELECT count(*) FROM metric") == 4)
    }

    @Test func `A cached step shows what was measured when its result was made`() async throws {
        let registry = try Fixture().registry
        let key = ActionKey.of(epochs: 3)
        try await registry.begin("r1")
        try await registry.succeed(.train, key: key, .of(key, metrics: metrics), in: "r1")
        try await registry.begin("r2", at: 2000)
        try await registry.note([.of(.train, .cached, key: key, at: 2001)], in: RunID("r2"))
        try await registry.finish(RunID("r2"), .succeeded, seconds: 1, time: 2002)
        let series = try await registry.metrics(of: RunID("r2"))
        #expect(series.map(\.name) == ["loss", "images"])
        #expect(series.map(\.run) == [RunID("r1"), RunID("r1")])
    }
}
