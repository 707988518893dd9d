import ContentHash
import Execution
import PipelineKit
import Testing

@testable import Registry

@Suite struct ResultCacheTests {
    private let key = ActionKey.of(epochs: 10)

    @Test func `The newest reusable result is used`() async throws {
        let registry = try Fixture().registry
        for index in 0..<3 {
            try await registry.begin("r\(index)", at: 1000 + Double(index))
            try await registry.succeed(
                .train, key: key, .of(key, outputs: ["made": .int(Int64(index))], isReusable: index < 2),
                at: 1001 + Double(index), in: "r\(index)")
        }
        let result = try #require(try await registry.result(for: key.digest))
        #expect(result.outputs == ["made": 1])
        #expect(result.run == RunID("r1"))
        #expect((result.time, result.seconds) == (1002, 2))
        #expect(try await registry.result(for: ActionKey.of(epochs: 11).digest) == nil)
        #expect(try await registry.withdrawnResult(for: key.digest)?.run == RunID("r2"))
    }

    @Test func `A result is unusable once it is invalidated, and a new one is used again`() async throws {
        let registry = try Fixture().registry
        try await registry.begin("r1")
        try await registry.succeed(.train, key: key, in: "r1")
        #expect(try await registry.withdrawnResult(for: key.digest) == nil)
        try await registry.invalidate(key.digest)
        #expect(try await registry.withdrawnResult(for: key.digest)?.run == RunID("r1"))
        #expect(try await registry.result(for: key.digest) == nil)
        #expect(try await registry.summary(of: key.digest)?.isReusable == false)
        try await registry.begin("r2", at: 2000)
        try await registry.succeed(.train, key: key, at: 2001, in: "r2")
        #expect(try await registry.result(for: key.digest)?.run == RunID("r2"))
    }

    @Test func `The components of the newest key that led to a result are found`() async throws {
        let registry = try Fixture().registry
        let newer = ActionKey.of(epochs: 20, label: "number_of_epochs")
        try await registry.begin("r1", at: 1000)
        try await registry.succeed(.train, key: key, in: "r1")
        try await registry.begin("r2", at: 2000)
        try await registry.succeed(.train, key: newer, in: "r2")
        try await registry.begin("r3", at: 3000)
        try await registry.note([.of(.train, .cached, key: key, at: 3001)], in: RunID("r3"))
        try await registry.begin("r4", at: 4000)
        try await registry.note([.of(.train, .failed, key: newer, at: 4001)], in: RunID("r4"))
        try await registry.begin("other", of: "other", at: 5000)
        try await registry.note([.of(.train, .cached, key: newer, at: 5001)], in: RunID("other"))
        try await registry.finish(RunID("other"), .succeeded, seconds: 1, time: 5002)

        #expect(try await registry.components(of: "train", pipeline: "road_sign", in: nil) == key.components)
        let components = try await registry.components(of: "train", pipeline: "road_sign", in: RunID("r4"))
        #expect(components == newer.components, "a given run counts whatever came of the step")
        #expect(components?.first { $0.name == "epochs" }?.label == "number_of_epochs")
        #expect(try await registry.components(of: "split", pipeline: "road_sign", in: nil) == nil)
        #expect(try await registry.components(of: "train", pipeline: "nothing", in: nil) == nil)
    }

    @Test func `What a code digest was made of is found`() async throws {
        let registry = try Fixture().registry
        try await registry.begin("r1")
        try await registry.succeed(.train, key: key, .of(key, declarations: "Train 12ab\nloss 34cd"), in: "r1")
        #expect(try await registry.declarations(ofCode: "c0de") == "Train 12ab\nloss 34cd")
        #expect(try await registry.declarations(ofCode: "beef") == nil)
    }

    @Test func `An artifact knows what made it`() async throws {
        let registry = try Fixture().registry
        let model = ResultArtifact.of("model", "weights")
        let data = ResultArtifact.of("data", "images", size: 0)
        try await registry.begin("r1")
        try await registry.succeed(.train, key: key, .of(key, artifacts: [model], inputs: [data]), at: 1001, in: "r1")
        let makers = try await registry.makers(of: model.digest)
        #expect(makers.map(\.run) == [RunID("r1")])
        #expect(makers.map(\.instance) == [.train])
        #expect(makers.map(\.inputs) == [[data]])
        #expect(try await registry.makers(of: .of("nothing")).isEmpty)

        let summary = try #require(try await registry.summary(of: key.digest))
        #expect(summary.artifacts == [model])
        #expect(summary.instance == .train)
    }
}
