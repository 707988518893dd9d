import ContentHash
import Database
import Execution
import Testing

@testable import Registry

@Suite struct SpaceTests {
    private let old = ActionKey.of(epochs: 10)
    private let new = ActionKey.of(epochs: 20)

    /// Two results that share an object; the older one was used in place of work at 3000.
    private func registry(_ fixture: Fixture? = nil) async throws -> Registry {
        let registry = try (fixture ?? Fixture()).registry
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
        let work = try await registry().cachedWork()
        #expect(
            Dictionary(uniqueKeysWithValues: work.map { ($0.key, $0.lastUse) }) == [new.digest: 2001, old.digest: 3000])
    }

    @Test func `All results with a key stand together and are as old as the newest use of any`() async throws {
        let registry = try await registry()
        try await registry.begin("r4", at: 4000)
        try await registry.succeed(
            .train, key: old, .of(old, artifacts: [.of("model", "again", size: 10)]), at: 4001, in: "r4")
        try await registry.finish(RunID("r4"), .succeeded, seconds: 1, time: 4002)
        let work = try #require(try await registry.cachedWork().first { $0.key == old.digest })
        #expect(work.results == 2)
        #expect(work.lastUse == 4001)
        #expect(work.objects == [.of("a"): 10, .of("b"): 5, .of("again"): 10])
        #expect(try await registry.deleteResults(withKeys: [old.digest]) == [old.digest])
        #expect(try await registry.result(for: old.digest) == nil)
    }

    @Test func `Model versions, pinned runs and running runs keep their results`() async throws {
        let fixture = try Fixture()
        let registry = try await registry(fixture)
        func protection() async throws -> [Digest: CachedWork.Protection] {
            Dictionary(
                try await registry.cachedWork().compactMap { work in work.protection.map { (work.key, $0) } },
                uniquingKeysWith: { first, _ in first })
        }
        #expect(try await protection() == [new.digest: .model])
        try fixture.change("UPDATE run SET pinned = 'for the paper' WHERE id = 'r3'")
        #expect(try await protection() == [new.digest: .model, old.digest: .pinned])
        #expect(try await registry.deleteResults(withKeys: [new.digest, old.digest]) == [])
        try fixture.change("UPDATE run SET pinned = NULL")
        try await registry.begin("r4", at: 8000)
        try await registry.start(.train, key: old, at: 8001, in: "r4")
        #expect(try await protection() == [new.digest: .model, old.digest: .running])
        #expect(try await registry.deleteResults(withKeys: [new.digest, old.digest]) == [])
        #expect(try await registry.neededDigests() == [.of("a"), .of("b"), .of("c"), .of("report")])
    }

    @Test func `A deleted result is gone, but why a step runs again can still be told`() async throws {
        let registry = try await registry()
        #expect(try await registry.deleteResults(withKeys: [old.digest, .of("nothing")]).contains(old.digest))
        #expect(try await registry.result(for: old.digest) == nil)
        #expect(try await registry.makers(of: .of("a")).isEmpty)
        #expect(try await registry.components(of: "train", pipeline: "road_sign", in: nil) == old.components)
        #expect(try await registry.neededDigests() == [.of("b"), .of("c"), .of("report")])
    }

    @Test func `A run is forgotten when nothing that it made is left, and its keys with it`() async throws {
        let fixture = try Fixture()
        let registry = try await registry(fixture)
        // The first made a result, the second a model version, and the third is the last.
        #expect(try await registry.forgettableRuns(endedBefore: 9000) == [])
        #expect(
            try await registry.forgettableRuns(endedBefore: 9000, withoutResultsOf: [old.digest]) == [RunID("r1")])
        try await registry.deleteResults(withKeys: [old.digest])
        #expect(try await registry.forgettableRuns(endedBefore: 1002) == [])
        try fixture.change("UPDATE run SET pinned = '' WHERE id = 'r1'")
        #expect(try await registry.forgettableRuns(endedBefore: 9000) == [])
        try fixture.change("UPDATE run SET pinned = NULL")
        let forgettable = try await registry.forgettableRuns(endedBefore: 9000)
        // Pinned meanwhile.
        try fixture.change("UPDATE run SET pinned = '' WHERE id = 'r1'")
        #expect(try await registry.forget(forgettable) == [])
        try fixture.change("UPDATE run SET pinned = NULL")
        #expect(try await registry.forgottenRuns() == [])
        #expect(try await registry.forget(forgettable) == [RunID("r1")])
        #expect(try await registry.forgottenRuns() == [RunID("r1")])
        try await registry.recordFoldersRemoved(of: [RunID("r1")])
        #expect(try await registry.forgottenRuns() == [])
        #expect(try await registry.runs().map(\.id) == [RunID("r3"), RunID("r2")])
        // The third run still refers to the key.
        #expect(try await registry.components(of: "train", pipeline: "road_sign", in: nil) == old.components)
        try await registry.begin("r4", at: 4000)
        try await registry.finish(RunID("r4"), .succeeded, seconds: 1, time: 4001)
        try await registry.forget(try await registry.forgettableRuns(endedBefore: 9000))
        #expect(try await registry.runs().map(\.id) == [RunID("r4"), RunID("r2")])
        #expect(try fixture.number("SELECT count(DISTINCT key) FROM key_component") == 1)
    }

    @Test func `A run with a result that is still there can't be forgotten`() async throws {
        let registry = try await registry()
        await #expect(throws: DatabaseError.self) { try await registry.forget([RunID("r1")]) }
        #expect(try await registry.runs().count == 3)
    }
}
