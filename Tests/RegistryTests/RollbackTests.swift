import ContentHash
import Execution
import Testing

@testable import Registry

@Suite struct RollbackTests {
    private func registry(versions: Int) async throws -> Registry {
        let registry = try Fixture().registry
        let key = ActionKey.of(epochs: 1)
        try await registry.begin("r1")
        let registrations = (1...versions).map { ResolvedRegistration.of("signs", model: "m\($0)") }
        try await registry.succeed(.register, key: key, .of(key, registrations: registrations), in: "r1")
        return registry
    }

    private func version(_ number: Int) -> ModelVersionName { ModelVersionName(group: "signs", version: number) }

    /// Goes one back, or to the given version.
    @discardableResult
    private func rollBack(
        _ registry: Registry, to number: Int? = nil, artifact: ArtifactCondition = .intact
    ) async throws -> AliasChange {
        let plan = try await registry.rollbackPlan(of: "champion", of: "signs")
        let target = try #require(
            number == nil ? plan.candidates.first : plan.candidates.first { $0.name.version == number })
        return try await registry.rollBack("champion", to: target, by: plan, artifact: artifact, decision: .bob)
    }

    /// Where an alias was: a number for a move, `-` for a removal, `<` with a number for a rollback, `!` for a refusal.
    @Test(arguments: [
        ("1", []), ("1 2", [1]), ("1 2 3", [2, 1]), ("1 2 3 <2", [1]), ("1 2 3 <2 <1", []), ("1 2 1", [2]),
        ("1 2 1 <2", [1]), ("1 2 3 <2 4", [2, 1]), ("1 2 -", [2, 1]), ("1 2 - <2", [1]), ("1 - 2", [1]),
        ("1 - 1", []), ("1 2 3 <1", []), ("1 !2", []), ("1 2 !3", [1]), ("", []), ("1 2 3 2 4", [2, 3, 1]),
    ])
    func `Rollbacks go back along the moves, never forth`(moves: String, candidates: [Int]) {
        let changes = moves.split(separator: " ").map { word in
            let number = Int(word.drop { "<!".contains($0) })
            return AliasChange(
                group: "g", alias: "a", action: word.hasPrefix("<") ? .rollback : number == nil ? .remove : .set,
                from: nil, to: number, decision: .ada, evidence: [:], refusal: word.hasPrefix("!") ? "no" : nil)
        }
        #expect(AliasTrail(changes).candidates == candidates)
    }

    @Test func `A second rollback goes one further back, and the history tells all of it`() async throws {
        let registry = try await registry(versions: 3)
        for number in 1...3 { try await registry.setAlias("champion", to: version(number), by: .ada) }
        #expect(try await rollBack(registry).to == 2)
        let change = try await rollBack(registry)
        #expect((change.action, change.from, change.to) == (.rollback, 2, 1))
        #expect(change.decision == .bob)
        #expect(try await registry.model("signs@champion").model == .of("m1"))
        #expect(
            await message { try await rollBack(registry) }
                == "signs@champion has nothing to go back to: it was at 1 only")
        #expect(try await registry.aliasHistory(of: "signs").map(\.to) == [1, 2, 3, 2, 1])
    }

    @Test func `A version that can't be used is refused, and the next older one is named`() async throws {
        let registry = try await registry(versions: 4)
        for number in 1...4 { try await registry.setAlias("champion", to: version(number), by: .ada) }
        try await registry.setStatus(.rejected, of: version(2), by: .bob)
        #expect(
            await message { try await rollBack(registry, artifact: .damaged) }
                == "signs@champion can't go back to signs:3: its artifact \(Digest.of("m3").short) is damaged; "
                + "make it anew with: pipeline reproduce r1 --run; the next older one is signs:1: "
                + "pipeline models rollback signs champion --to 1")
        try await registry.delete(version(3), by: .ada)
        let deleted =
            "signs@champion can't go back to signs:3: it is deleted; bring it back with: "
            + "pipeline models restore signs:3; the next older one is signs:1: "
            + "pipeline models rollback signs champion --to 1"
        #expect(await message { try await rollBack(registry) } == deleted)
        #expect(try await registry.aliasHistory(of: "signs").first?.refusal == deleted)
        #expect(
            await message { try await rollBack(registry, to: 1, artifact: .missing) }
                == "signs@champion can't go back to signs:1: its artifact \(Digest.of("m1").short) is missing; "
                + "make it anew with: pipeline reproduce r1 --run; there is no older one")
        #expect(try await rollBack(registry, to: 1).to == 1)
    }

    @Test func `A rollback that was decided before somebody moved the alias is refused`() async throws {
        let registry = try await registry(versions: 3)
        for number in 1...2 { try await registry.setAlias("champion", to: version(number), by: .ada) }
        let plan = try await registry.rollbackPlan(of: "champion", of: "signs")
        try await registry.setAlias("champion", to: version(3), by: .bob)
        #expect(
            await message {
                try await registry.rollBack(
                    "champion", to: try #require(plan.candidates.first), by: plan, artifact: .intact, decision: .ada)
            }
                == "signs@champion is at 3, not at 2 as expected: bob moved it from 2 to 3 on 1970-01-01 01:40:00 UTC; "
                + "look again, and repeat with --expect 3 where it still should move")
    }

    @Test func `Without a history there is nothing to roll back`() async throws {
        let registry = try await registry(versions: 1)
        #expect(
            await message { try await rollBack(registry) }
                == "'signs' has no alias 'champion'; it has none at all: `pipeline models alias set signs champion VERSION`"
        )
    }
}
