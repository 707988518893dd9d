import Execution
import Registry
import Testing

@Suite struct AliasTests {
    private func registry(versions: Int) async throws -> Registry {
        let registry = try Fixture().registry
        let key = ActionKey.of(epochs: 1)
        try await registry.begin("r1")
        let registrations = (1...versions).map { ResolvedRegistration.of("signs", model: "m\($0)") }
        try await registry.succeed(.register, key: key, .of(key, registrations: registrations), in: "r1")
        return registry
    }

    private func version(_ number: Int) -> ModelVersionName { ModelVersionName(group: "signs", version: number) }

    @Test func `An alias moves, and its history tells from where, by whom and why`() async throws {
        let registry = try await registry(versions: 3)
        let bob = Decision(who: "bob", why: "regressed on night images", time: 6000)
        try await registry.setAlias("champion", to: version(1), by: .ada)
        try await registry.setAlias("champion", to: version(3), by: .ada)
        #expect(try await registry.setAlias("champion", to: version(3), by: bob) == nil)
        try await registry.setAlias("challenger", to: version(2), by: .ada)
        try await registry.removeAlias("champion", of: "signs", by: bob)

        let history = try await registry.aliasHistory(of: "signs").filter { $0.alias == "champion" }
        #expect(history.map(\.from) == [3, 1, nil])
        #expect(history.map(\.to) == [nil, 3, 1])
        #expect(history.map(\.decision) == [bob, .ada, .ada])
        #expect(try await registry.aliasHistory(of: "signs").map(\.alias).first == "champion")
        #expect(try await registry.aliasHistory(of: "signs").count == 4)
        #expect(try await registry.modelGroups().first?.aliases == ["challenger": 2])
    }

    @Test func `What can't be an alias is refused`() async throws {
        let registry = try await registry(versions: 1)
        for text in ["", "7", "a b", "größte", "a:b", "-x"] {
            #expect(
                await message { try await registry.setAlias(text, to: version(1), by: .ada) }
                    == "'\(text)' can't be an alias: use letters, digits, '_', '-' and '.', and begin with a letter")
        }
        #expect(
            await message { try await registry.setAlias("champion", to: version(2), by: .ada) }
                == "'signs' has no version 2; it has 1")
        #expect(
            await message { try await registry.removeAlias("champion", of: "signs", by: .ada) }
                == "'signs' has no alias 'champion'; it has none at all: `pipeline models alias set signs champion VERSION`"
        )
    }
}
