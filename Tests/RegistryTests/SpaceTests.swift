import ContentHash
import Execution
import Testing

@testable import Registry

@Suite struct SpaceTests {
    private let old = ActionKey.of(epochs: 10)
    private let new = ActionKey.of(epochs: 20)

    /// Two results that share an object; the older one was used in place of work at 3000.
    private func registry() async throws -> Registry {
        let registry = try Fixture().registry
        try await registry.begin("r1", at: 1000)
        try await registry.succeed(
            .train, key: old, .of(old, artifacts: [.of("model", "a", size: 10), .of("curve", "b", size: 5)]), at: 1001,
            in: "r1")
        try await registry.finish(RunID("r1"), .succeeded, seconds: 1, time: 1002)
        try await registry.begin("r2", at: 2000)
        try await registry.succeed(
            StepInstance("fold", [0]), key: new,
            .of(
                new, artifacts: [.of("model", "c", size: 100), .of("curve", "b", size: 5)],
                registrations: [.of("signs", model: "c", evaluation: "report")]), at: 2001, in: "r2")
        try await registry.finish(RunID("r2"), .succeeded, seconds: 1, time: 2002)
        try await registry.begin("r3", at: 3000)
        try await registry.note([.of(.train, .cached, key: old, at: 3000)], in: RunID("r3"))
        try await registry.finish(RunID("r3"), .succeeded, seconds: 1, time: 3001)
        return registry
    }

    @Test func `The cache is counted by pipeline and step, and shared objects once`() async throws {
        let statistics = try await registry().cacheStatistics()
        #expect(statistics.total == .init(results: 2, objects: 3, bytes: 115, seconds: 4))
        #expect(statistics.unusable == 0)
        #expect(
            statistics.parts == [
                .init(
                    pipeline: "road_sign", step: "fold", amount: .init(results: 1, objects: 2, bytes: 105, seconds: 2)),
                .init(
                    pipeline: "road_sign", step: "train", amount: .init(results: 1, objects: 2, bytes: 15, seconds: 2)),
            ])
        let empty = try await Fixture().registry.cacheStatistics()
        #expect(empty.total == .init(results: 0, objects: 0, bytes: 0, seconds: 0))
    }

    @Test func `Taking a result in place of work counts as use`() async throws {
        let registry = try await registry()
        #expect(try await registry.leastRecentlyUsedResults().map(\.key) == [new.digest, old.digest])
        #expect(try await registry.leastRecentlyUsedResults().map(\.lastUsed) == [2001, 3000])
        #expect(try await registry.leastRecentlyUsedResults(unusedSince: 2500).map(\.size) == [105])
    }

    @Test func `All results with a key are as old as the newest use of any of them`() async throws {
        let registry = try await registry()
        try await registry.begin("r4", at: 4000)
        try await registry.succeed(
            .train, key: old, .of(old, artifacts: [.of("model", "again", size: 10)]), at: 4001, in: "r4")
        try await registry.finish(RunID("r4"), .succeeded, seconds: 1, time: 4002)
        // The older result of the key was last used at 3000, the newer one at 4001.
        #expect(try await registry.leastRecentlyUsedResults(unusedSince: 3500).map(\.key) == [new.digest])
        #expect(
            try await registry.leastRecentlyUsedResults().map(\.key) == [new.digest, old.digest, old.digest])
        #expect(try await registry.deleteResults(withKeys: [old.digest]) == 2)
    }

    @Test func `Model versions, results and running runs keep their objects`() async throws {
        let registry = try await registry()
        let model: Set = [Digest.of("c"), .of("report")]
        #expect(try await registry.neededDigests() == model.union([.of("a"), .of("b")]))
        #expect(
            try await registry.neededDigests(withoutResultsOf: [new.digest]) == model.union([.of("a"), .of("b")]))
        #expect(try await registry.neededDigests(withoutResultsOf: [new.digest, old.digest]) == model)
        try await registry.begin("r4", at: 8000)
        try await registry.start(.train, key: old, at: 8001, in: "r4")
        #expect(
            try await registry.neededDigests(withoutResultsOf: [old.digest]) == model.union([.of("a"), .of("b")]))
        #expect(try await registry.leastRecentlyUsedResults().map(\.key) == [new.digest])
        #expect(try await registry.deleteResults(withKeys: [old.digest]) == 0)
    }

    @Test func `A deleted result is gone, but why a step runs again can still be told`() async throws {
        let registry = try await registry()
        #expect(try await registry.deleteResults(withKeys: [old.digest, .of("nothing")]) == 1)
        #expect(try await registry.result(for: old.digest) == nil)
        #expect(try await registry.makers(of: .of("a")).isEmpty)
        #expect(try await registry.components(of: "train", pipeline: "road_sign", in: nil) == old.components)
        #expect(try await registry.deleteResults(withKeys: [new.digest]) == 1)
        #expect(try await registry.model("signs").model == .of("c"))
        #expect(try await registry.neededDigests() == [.of("c"), .of("report")])
    }
}
