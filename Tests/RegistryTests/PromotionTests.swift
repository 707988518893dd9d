import ContentHash
import Execution
import Registry
import Testing

/// Who becomes champion, and who does not.
@Suite struct PromotionTests {
    private let fixture: Fixture
    private var registry: Registry { fixture.registry }

    init() throws { fixture = try Fixture() }

    private func version(_ number: Int) -> ModelVersionName { ModelVersionName(group: "signs", version: number) }

    /// Registers a model of the given accuracy that was judged on some data, in a run of its own.
    private func register(
        _ number: Int, accuracy: Double, on data: String = "test", alias: String? = nil
    ) async throws -> RegisteredModels {
        let run = "r\(number)"
        let (judging, registering) = (ActionKey.of(epochs: number), ActionKey.of(epochs: 100 + number))
        try await registry.begin(run, at: 1000)
        let report = "report \(number)"
        try await registry.succeed(
            StepInstance("evaluate"), key: judging,
            .of(
                judging, artifacts: [.of("report", report)],
                inputs: [.of("model", "m\(number)"), .of("shards", data)]), in: run)
        try await registry.start(.register, key: registering, in: run)
        let result = NewResult.of(
            registering, inputs: [.of("model", "m\(number)"), .of("report", report)],
            registrations: [
                .of(
                    "signs", model: "m\(number)", evaluation: report, alias: alias,
                    metrics: ["accuracy": accuracy])
            ])
        return try await registry.commit(
            result, .succeeded(.register), step: .of(.register, .succeeded, key: registering, at: 2000), in: RunID(run))
    }

    private func set(
        _ number: Int, expecting: ExpectedVersion = .any, artifact: ArtifactCondition = .intact, isForced: Bool = false,
        by decision: Decision = .ada
    ) async throws -> AliasChange? {
        try await registry.setAlias(
            "champion", to: version(number), by: decision, artifact: artifact, expecting: expecting,
            isForced: isForced)
    }

    private var refusals: [String?] {
        get async throws { try await registry.aliasHistory(of: "signs").map(\.refusal) }
    }

    @Test func `An alias that somebody else moved meanwhile stays, and the refusal says who moved it and when`()
        async throws
    {
        for number in 1...3 { _ = try await register(number, accuracy: 0.9) }
        let first =
            "signs@champion does not exist, and was expected at 1; "
            + "look again, and repeat with --expect none where it still should move"
        #expect(await message { try await set(2, expecting: .exactly(1)) } == first)
        _ = try await set(1, expecting: .exactly(nil))
        let none =
            "signs@champion is at 1, and was expected not to exist: ada set it to 1 on 1970-01-01 01:23:20 UTC; "
            + "look again, and repeat with --expect 1 where it still should move"
        #expect(await message { try await set(2, expecting: .exactly(nil)) } == none)
        _ = try await set(3, expecting: .exactly(1), by: .bob)
        let moved =
            "signs@champion is at 3, not at 1 as expected: bob moved it from 1 to 3 on 1970-01-01 01:40:00 UTC; "
            + "look again, and repeat with --expect 3 where it still should move"
        #expect(await message { try await set(2, expecting: .exactly(1)) } == moved)
        #expect(try await registry.version(at: "champion", of: "signs") == 3)
        #expect(try await refusals == [moved, nil, none, nil, first])
        try await registry.removeAlias("champion", of: "signs", by: .bob)
        #expect(
            await message { try await set(2, expecting: .exactly(3)) }
                == "signs@champion does not exist, and was expected at 3: bob removed it from 3 on 1970-01-01 01:40:00 UTC; "
                + "look again, and repeat with --expect none where it still should move")
    }

    @Test func `Of two promotions at the same time one wins, and the history has both`() async throws {
        for number in 1...3 { _ = try await register(number, accuracy: 0.9) }
        _ = try await set(1)
        let registries = [registry, try fixture.other()]
        let won = try await withThrowingTaskGroup(of: Bool.self) { group in
            for (index, registry) in registries.enumerated() {
                group.addTask {
                    do {
                        _ = try await registry.setAlias(
                            "champion", to: ModelVersionName(group: "signs", version: index + 2), by: .ada,
                            artifact: .intact, expecting: .exactly(1))
                        return true
                    } catch let error as RegistryError {
                        guard case .refused(.moved(_, _, 1, _, _)) = error.kind else { throw error }
                        return false
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(won.count { $0 } == 1)
        let history = try await registry.aliasHistory(of: "signs")
        #expect(history.map { $0.refusal == nil } == [false, true, true])
        #expect(Set(history.prefix(2).map(\.to)) == [2, 3])
        #expect(try await registry.version(at: "champion", of: "signs") == history[1].to)
    }

    @Test func `A version that is rejected or deleted, or whose artifact is not intact, is refused even by force`()
        async throws
    {
        for number in 1...2 { _ = try await register(number, accuracy: 0.9) }
        for condition in [ArtifactCondition.missing, .damaged] {
            #expect(
                await message { try await set(1, artifact: condition, isForced: true) }
                    == "signs:1 can't become champion: its artifact \(Digest.of("m1").short) is \(condition.rawValue); "
                    + "make it anew with: pipeline reproduce r1 --run")
        }
        try await registry.setStatus(.rejected, of: version(1), by: .bob)
        #expect(
            await message { try await set(1, isForced: true) }
                == "signs:1 can't become champion: bob rejected it: regressed at night")
        try await registry.delete(version(2), by: .ada)
        #expect(
            await message { try await set(2, isForced: true) }
                == "signs:2 can't become champion: it is deleted; bring it back with: pipeline models restore signs:2")
        #expect(try await refusals.count == 4)
        #expect(try await registry.version(at: "champion", of: "signs") == nil)
        #expect(await message { try await set(3) } == "'signs' has no version 3; it has 1 to 2")
    }

    @Test func `The refusal names each gate that failed, with its values, and force passes gates by`() async throws {
        _ = try await register(1, accuracy: 0.98)
        _ = try await register(2, accuracy: 0.97)
        _ = try await set(1)
        try await registry.setPolicy(
            [
                Gate("metric accuracy >= 0.975"), Gate("not worse than champion on the same test set"),
                Gate("approved by a person"), Gate("metric accuracy > 0.5"),
            ], of: "signs", alias: "champion", by: .bob)
        let text =
            "signs:2 can't become champion: gate 'metric accuracy >= 0.975' failed: accuracy is 0.97; "
            + "gate 'not worse than champion on the same test set' failed: accuracy is 0.97, that of champion, "
            + "which is signs:1, is 0.98; gate 'approved by a person' failed: it is pending: "
            + "pipeline models approve signs:2"
        #expect(await message { try await set(2) } == text)
        #expect(try await refusals.first == text)
        try await registry.setAlias("challenger", to: version(2), by: .ada)
        let forced = try #require(try await set(2, isForced: true, by: .bob))
        #expect(forced.evidence["forced"] == true)
        #expect(forced.evidence["metrics"] == ["accuracy": 0.97])
        #expect(forced.evidence["previous"]?["version"] == 1)
        #expect(forced.evidence["previous"]?["metrics"] == ["accuracy": 0.98])
        #expect(
            forced.evidence["gates"]?.array?.first
                == ["gate": "metric accuracy >= 0.975", "passed": false, "found": "accuracy is 0.97"])
        #expect(forced.evidence["gates"]?.array?.last?["passed"] == true)
        #expect(try await registry.aliasHistory(of: "signs").first == forced)
    }

    @Test func `A comparison needs the same test set, which outlives the results that tell it`() async throws {
        _ = try await register(1, accuracy: 0.98)
        _ = try await set(1)
        _ = try await register(2, accuracy: 0.99, on: "other data")
        _ = try await register(3, accuracy: 0.99)
        try await registry.setPolicy(
            [Gate("not worse than champion on the same test set")], of: "signs", alias: "champion", by: .ada)
        for run in ["r1", "r2", "r3"] { try await registry.finish(RunID(run), .succeeded, seconds: 1, time: 2001) }
        try fixture.change("DELETE FROM result")
        #expect(
            await message { try await set(2) }
                == "signs:2 can't become champion: gate 'not worse than champion on the same test set' failed: "
                + "signs:2 and champion, which is signs:1, were tested on different data")
        #expect(try await set(3)?.to == 3)
    }

    @Test func `A run promotes through the gates, and a refusal only warns`() async throws {
        try await registry.setPolicy(
            [Gate("metric accuracy >= 0.95")], of: "signs", alias: "champion", by: .ada)
        let first = try await register(1, accuracy: 0.98, alias: "champion")
        #expect(first.promotions == [Promotion(version: version(1), alias: "champion", previous: nil)])
        #expect(first.warnings == [])
        let worse = try await register(2, accuracy: 0.9, alias: "champion")
        #expect(worse.versions == [version(2)])
        #expect(worse.promotions == [])
        let text = "signs:2 can't become champion: gate 'metric accuracy >= 0.95' failed: accuracy is 0.9"
        #expect(worse.warnings == [text])
        let better = try await register(3, accuracy: 0.99, alias: "champion")
        #expect(better.promotions == [Promotion(version: version(3), alias: "champion", previous: 1)])
        let history = try await registry.aliasHistory(of: "signs")
        #expect(history.map(\.refusal) == [nil, text, nil])
        #expect(
            history.first?.decision == Decision(who: "pipeline road_sign", why: "run r3", time: 2000))
        let odd = try await register(4, accuracy: 1, alias: "7")
        #expect(
            odd.warnings == ["'7' can't be an alias: use letters, digits, '_', '-' and '.', and begin with a letter"])
    }

    @Test func `A run brings no version back that somebody replaced`() async throws {
        _ = try await register(1, accuracy: 0.9, alias: "champion")
        _ = try await register(2, accuracy: 0.9, alias: "champion")
        let plan = try await registry.rollbackPlan(of: "champion", of: "signs")
        try await registry.rollBack(
            "champion", to: #require(plan.candidates.first), by: plan, artifact: .intact, decision: .bob)
        let key = ActionKey.of(epochs: 7)
        try await registry.begin("r7")
        try await registry.start(.register, key: key, in: "r7")
        let again = try await registry.commit(
            .of(
                key,
                registrations: [.of("signs", model: "m2", evaluation: "report 2", alias: "champion")]),
            .succeeded(.register), step: .of(.register, .succeeded, key: key, at: 2000), in: RunID("r7"))
        #expect(again.versions == [version(2)])
        #expect(
            again.warnings == [
                "signs:2 was champion before and is not any more, so a run does not make it champion again; "
                    + "where it should be: pipeline models alias set signs champion 2"
            ])
        #expect(try await registry.version(at: "champion", of: "signs") == 1)
    }

    @Test func `A policy is replaced as a whole, and cleared`() async throws {
        let gates = [try Gate("metric a > 1"), try Gate("approved by a person")]
        try await registry.setPolicy(gates, of: "signs", alias: "champion", by: .ada)
        try await registry.setPolicy([gates[1]], of: "signs", alias: "champion", by: .ada)
        try await registry.setPolicy([gates[0]], of: "signs", alias: "best", by: .ada)
        #expect(
            try await registry.policies(of: "signs").map { "\($0.alias): \($0.gates)" } == [
                "best: [\"metric a > 1\"]", "champion: [\"approved by a person\"]",
            ])
        try await registry.setPolicy([], of: "signs", alias: "champion", by: .ada)
        #expect(try await registry.policies(of: "signs").map(\.alias) == ["best"])
        #expect(
            await message { try await registry.setPolicy(gates, of: "signs", alias: "a b", by: .ada) }
                == "'a b' can't be an alias: use letters, digits, '_', '-' and '.', and begin with a letter")
    }

    @Test func `A gate that this program does not know is closed`() async throws {
        _ = try await register(1, accuracy: 0.98)
        try fixture.change("INSERT INTO model_gate VALUES ('signs', 'champion', 0, 'blessed by the pope')")
        #expect(
            await message { try await set(1) }.hasPrefix(
                "signs:1 can't become champion: gate 'blessed by the pope' failed: this program does not know it: "))
    }

    @Test func `Twenty registrations at the same time get versions 1 to 20`() async throws {
        let registries = try (0..<20).map { _ in try fixture.other() }
        try await withThrowingTaskGroup { group in
            for (index, registry) in registries.enumerated() {
                group.addTask {
                    let key = ActionKey.of(epochs: index)
                    try await registry.begin("r\(index)")
                    try await registry.succeed(
                        .register, key: key, .of(key, registrations: [.of("signs", model: "m\(index)")]),
                        in: "r\(index)")
                }
            }
            try await group.waitForAll()
        }
        let versions = try await registry.modelVersions(of: "signs")
        #expect(versions.map(\.name.version) == (1...20).reversed())
        #expect(Set(versions.map(\.model)) == Set((0..<20).map { .of("m\($0)") }))
    }
}
