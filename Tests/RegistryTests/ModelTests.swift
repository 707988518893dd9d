import ContentHash
import Execution
import PipelineKit
import Testing

@testable import Registry

@Suite struct ModelTests {
    /// Registers models, each in a run of its own.
    private func registry(_ registrations: ResolvedRegistration...) async throws -> Registry {
        let registry = try Fixture().registry
        for (index, registration) in registrations.enumerated() {
            let key = ActionKey.of(epochs: index)
            try await registry.begin("r\(index)", at: 1000 + Double(index))
            try await registry.succeed(
                .register, key: key, .of(key, registrations: [registration]), at: 2000 + Double(index), in: "r\(index)")
        }
        return registry
    }

    @Test func `The same model with the same evaluation registers once`() async throws {
        let registry = try await registry(
            .of("signs", model: "a", evaluation: "x"), .of("signs", model: "b", evaluation: "x"),
            .of("signs", model: "a", evaluation: "x"), .of("signs", model: "a"), .of("signs", model: "a"),
            .of("faces", model: "a", evaluation: "x"))
        let versions = try await registry.modelVersions(of: "signs")
        #expect(versions.map(\.name.version) == [3, 2, 1])
        #expect(versions.map(\.evaluation) == [nil, .of("x"), .of("x")])
        for (index, name) in ["signs:1", "signs:2", "signs:1", "signs:3", "signs:3", "faces:1"].enumerated() {
            let result = try await registry.result(for: ActionKey.of(epochs: index).digest)
            #expect(result?.models.map(\.description) == [name], "also where it was registered before")
        }
    }

    @Test func `A new version is pending and knows where it comes from`() async throws {
        let registry = try await registry(.of("signs", model: "a", evaluation: "x"))
        let version = try await registry.model("signs")
        #expect(version.name.description == "signs:1")
        #expect(version.status == .pending)
        #expect((version.model, version.form, version.evaluation) == (.of("a"), .file, .of("x")))
        #expect(version.metrics["accuracy"] == 0.99)
        #expect(version.metrics["loss"]?.isNaN == true)
        #expect((version.run, version.instance, version.created) == (RunID("r0"), .register, 2000))
        #expect(version.key == ActionKey.of(epochs: 0).digest)
    }

    @Test func `Groups are listed with their latest version and their aliases`() async throws {
        let registry = try await registry(.of("signs", model: "a"), .of("signs", model: "b"), .of("faces", model: "a"))
        try await registry.setAlias("champion", to: ModelVersionName(group: "signs", version: 1), by: .ada)
        let groups = try await registry.modelGroups()
        #expect(groups.map(\.name) == ["faces", "signs"])
        #expect(groups.map(\.latest.name.version) == [1, 2])
        #expect(groups.map(\.count) == [1, 2])
        #expect(groups.last?.aliases == ["champion": 1])
    }

    @Test func `A model is found by its group, a version or an alias`() async throws {
        let registry = try await registry(.of("signs", model: "a"), .of("signs", model: "b"))
        try await registry.setAlias("champion", to: ModelVersionName(group: "signs", version: 1), by: .ada)
        #expect(try await registry.model("signs").name.version == 2)
        #expect(try await registry.model("signs:1").name.version == 1)
        #expect(try await registry.model("signs@champion").name.version == 1)
        #expect(try await registry.model("signs:1").aliases == ["champion"])
    }

    @Test func `A model that is not there is answered with what is`() async throws {
        let registry = try await registry(.of("signs", model: "a"), .of("signs", model: "b"), .of("faces", model: "a"))
        let expected = [
            "sings": "there is no model group 'sings'; did you mean 'signs'?",
            "numbers:1": "there is no model group 'numbers'; the groups are 'faces', 'signs'",
            "signs:3": "'signs' has no version 3; it has 1 to 2",
            "faces:7": "'faces' has no version 7; it has 1",
            "signs:x": "'signs:x' names no model: 'x' is no version; write GROUP, GROUP:VERSION or GROUP@ALIAS",
            "signs:": "'signs:' names no model: the version is missing; write GROUP, GROUP:VERSION or GROUP@ALIAS",
            "signs@": "'signs@' names no model: the alias is missing; write GROUP, GROUP:VERSION or GROUP@ALIAS",
            ":1": "':1' names no model: the group is missing; write GROUP, GROUP:VERSION or GROUP@ALIAS",
            "signs@champion":
                "'signs' has no alias 'champion'; it has none at all: `pipeline models alias set signs champion VERSION`",
        ]
        for (text, expectation) in expected { #expect(await message { try await registry.model(text) } == expectation) }
        try await registry.setAlias("champion", to: ModelVersionName(group: "signs", version: 1), by: .ada)
        #expect(
            await message { try await registry.model("signs@champoin") }
                == "'signs' has no alias 'champoin'; did you mean 'champion'?")
        #expect(
            await message { try await registry.model("signs@best") }
                == "'signs' has no alias 'best'; its aliases are 'champion'")
        let empty = try Fixture().registry
        #expect(
            await message { try await empty.model("signs") }
                == "there is no model group 'signs': no model is registered yet")
    }

    @Test func `Decisions on a version are kept with who and why`() async throws {
        let registry = try await registry(.of("signs", model: "a"))
        let name = ModelVersionName(group: "signs", version: 1)
        let bob = Decision(who: "bob", why: "blurred signs", time: 6000)
        let first = try await registry.setStatus(.approved, of: name, by: .ada)
        #expect(first == StatusChange(version: name, from: .pending, to: .approved, decision: .ada))
        #expect(try await registry.setStatus(.approved, of: name, by: bob) == nil)
        let second = try await registry.setStatus(.rejected, of: name, by: bob)
        #expect(try await registry.model("signs").status == .rejected)
        #expect(try await registry.statusHistory(of: name) == [second, first])
        #expect(
            await message {
                try await registry.setStatus(.approved, of: ModelVersionName(group: "signs", version: 2), by: .ada)
            } == "'signs' has no version 2; it has 1")
    }
}
