import ContentHash
import Execution
import Registry
import Testing

/// What is kept of models besides themselves: deletions, tags, and what was when.
@Suite struct ModelHistoryTests {
    /// Two versions, registered at 2000 and 2100.
    private func registry() async throws -> Registry {
        let registry = try Fixture().registry
        for number in 1...2 {
            let key = ActionKey.of(epochs: number)
            try await registry.begin("r\(number)")
            try await registry.succeed(
                .register, key: key, .of(key, registrations: [.of("signs", model: "m\(number)", evaluation: "e")]),
                at: 1900 + 100 * Double(number), in: "r\(number)")
        }
        return registry
    }

    private func version(_ number: Int) -> ModelVersionName { ModelVersionName(group: "signs", version: number) }

    private func number(_ registry: Registry, _ model: String, at time: Double) async throws -> Int {
        try await registry.model(ModelSelector(model), at: time).0.name.version
    }

    @Test func `What an alias stood for is known for any time`() async throws {
        let registry = try await registry()
        try await registry.setAlias("champion", to: version(1), by: .ada(at: 3000))
        try await registry.setAlias("champion", to: version(2), by: .ada(at: 4000))
        _ = await message {
            try await registry.setAlias("champion", to: version(1), by: .ada(at: 4500), artifact: .missing)
        }
        try await registry.removeAlias("champion", of: "signs", by: .bob)
        try await registry.setAlias("champion", to: version(1), by: .ada(at: 7000))
        #expect(try await number(registry, "signs@champion", at: 3000) == 1)
        #expect(try await number(registry, "signs@champion", at: 3999) == 1)
        #expect(try await number(registry, "signs@champion", at: 4600) == 2)
        #expect(try await number(registry, "signs@champion", at: 8000) == 1)
        #expect(
            await message { try await number(registry, "signs@champion", at: 2999) }
                == "signs@champion did not exist on 1970-01-01 00:49:59 UTC: ada first set it on 1970-01-01 00:50:00 UTC"
        )
        #expect(
            await message { try await number(registry, "signs@champion", at: 6500) }
                == "signs@champion did not exist on 1970-01-01 01:48:20 UTC: bob had removed it on 1970-01-01 01:40:00 UTC"
        )
        #expect(
            await message { try await number(registry, "signs@best", at: 6500) }
                == "'signs' has no alias 'best'; its aliases are 'champion'")
    }

    @Test func `What was the latest is known for any time`() async throws {
        let registry = try await registry()
        #expect(try await number(registry, "signs", at: 2099) == 1)
        #expect(try await number(registry, "signs", at: 2100) == 2)
        #expect(
            await message { try await number(registry, "signs", at: 1999) }
                == "'signs' did not exist on 1970-01-01 00:33:19 UTC: its first version was registered on 1970-01-01 00:33:20 UTC"
        )
        try await registry.delete(version(2), by: .ada)
        #expect(try await number(registry, "signs", at: 4999) == 2, "it was deleted later")
        #expect(try await number(registry, "signs", at: 5000) == 1)
    }

    @Test func `A deleted version is neither listed nor the latest, and comes back`() async throws {
        let registry = try await registry()
        #expect(try await registry.delete(version(2), by: .ada))
        #expect(try await registry.delete(version(2), by: .bob) == false)
        #expect(try await registry.model("signs").name.version == 1)
        #expect(try await registry.modelVersions(of: "signs").map(\.name.version) == [1])
        #expect(try await registry.modelVersions(of: "signs", includingDeleted: true).map(\.name.version) == [2, 1])
        #expect(try await registry.modelGroups().map(\.count) == [1])
        #expect(try await registry.model("signs:2").deleted == 5000)
        #expect(
            await message { try await registry.setStatus(.approved, of: version(2), by: .ada) }
                == "signs:2 is deleted; bring it back with: pipeline models restore signs:2")
        try await registry.delete(version(1), by: .ada)
        #expect(try await registry.modelGroups().isEmpty)
        #expect(try await registry.modelGroups(includingDeleted: true).map(\.count) == [2])
        #expect(
            await message { try await registry.model("signs") }
                == "all versions of 'signs' are deleted; list them with: pipeline models list signs --all")
        #expect(
            await message { try await registry.restore(version(2), artifact: .missing, by: .bob) }
                == "signs:2 can't be restored: its artifact is missing; "
                + "make it anew with: pipeline reproduce r2 --run")
        #expect(try await registry.restore(version(2), artifact: .intact, by: .bob))
        #expect(try await registry.restore(version(2), artifact: .intact, by: .bob) == false)
        #expect(try await registry.model("signs").name.version == 2)
    }

    @Test func `A version with an alias is not deleted, and no number is given twice`() async throws {
        let registry = try await registry()
        try await registry.setAlias("champion", to: version(2), by: .ada)
        #expect(
            await message { try await registry.delete(version(2), by: .ada) }
                == "signs:2 is champion; move the alias first: pipeline models alias set signs champion VERSION")
        try await registry.removeAlias("champion", of: "signs", by: .ada)
        try await registry.delete(version(2), by: .ada)
        let (again, new) = (ActionKey.of(epochs: 3), ActionKey.of(epochs: 4))
        try await registry.begin("r3")
        try await registry.start(.register, key: again, in: "r3")
        let known = try await registry.commit(
            .of(again, registrations: [.of("signs", model: "m2", evaluation: "e")]), .succeeded(.register),
            step: .of(.register, .succeeded, key: again, at: 3000), in: RunID("r3"))
        #expect(known.versions == [version(2)])
        #expect(
            known.warnings == [
                "signs:2 is what it registers, and is deleted; bring it back with: pipeline models restore signs:2"
            ])
        #expect(
            try await registry.succeed(
                .train, key: new, .of(new, registrations: [.of("signs", model: "m3")]), in: "r3") == [version(3)])
    }

    @Test func `What a deleted version needs is kept for 30 days`() async throws {
        let registry = try await registry()
        try await registry.delete(version(2), by: .ada(at: 5000))
        let keys = Set((1...2).map { ActionKey.of(epochs: $0).digest })
        for run in ["r1", "r2"] { try await registry.finish(RunID(run), .succeeded, seconds: 1, time: 2200) }
        func needed(_ days: Double) async throws -> Set<Digest> {
            try await registry.neededDigests(withoutResultsOf: keys, at: 5000 + days * 86_400)
        }
        #expect(try await needed(29.9) == [.of("m1"), .of("m2"), .of("e")])
        #expect(try await needed(30.1) == [.of("m1"), .of("e")])
        #expect(try await registry.neededDigests(withoutResultsOf: keys) == [.of("m1"), .of("m2"), .of("e")])
    }

    @Test func `Tags are noted, changed and taken off`() async throws {
        let registry = try await registry()
        try await registry.tag(version(1), ["reviewed": "yes", "camera": "front"], by: .ada)
        try await registry.tag(version(1), ["camera": "rear"], removing: ["reviewed"], by: .bob)
        #expect(try await registry.model("signs:1").tags == ["camera": "rear"])
        #expect(
            await message { try await registry.tag(version(1), ["x": "y"], removing: ["camrea"], by: .bob) }
                == "signs:1 has no tag 'camrea'; did you mean 'camera'?")
        #expect(
            await message { try await registry.tag(version(2), [:], removing: ["camera"], by: .bob) }
                == "signs:2 has no tag 'camera'; it has none at all")
        #expect(try await registry.model("signs:1").tags == ["camera": "rear"])
    }

    @Test func `The history of a group has everything, the newest first`() async throws {
        let registry = try await registry()
        try await registry.setStatus(.approved, of: version(1), by: .ada(at: 3000))
        try await registry.setAlias("champion", to: version(1), by: .ada(at: 3000))
        _ = await message { try await registry.setAlias("champion", to: version(2), by: .bob, artifact: .damaged) }
        try await registry.tag(version(1), ["a": "b"], by: .ada(at: 4000))
        try await registry.delete(version(2), by: .ada(at: 4100))
        try await registry.setPolicy([Gate("metric a > 1")], of: "signs", alias: "champion", by: .ada(at: 4200))
        func text(_ event: ModelEvent) -> String {
            switch event {
            case .registered(let version, let run, _): "\(version) by \(run)"
            case .status(let change): "\(change.version) \(change.to.rawValue)"
            case .alias(let change): "\(change.alias) \(change.to ?? 0)\(change.refusal == nil ? "" : " refused")"
            case .note(let note): "\(note.event.rawValue) \(note.version ?? 0) \(note.detail)"
            }
        }
        #expect(
            try await registry.modelHistory(of: "signs").map(text) == [
                "champion 2 refused", "policy 0 champion: metric a > 1", "deleted 2 ", "tagged 1 a=b", "champion 1",
                "signs:1 approved", "signs:2 by r2", "signs:1 by r1",
            ])
        #expect(
            try await registry.modelHistory(of: "signs", alias: "champion").map(text) == [
                "champion 2 refused", "policy 0 champion: metric a > 1", "champion 1",
            ])
        #expect(
            await message { try await registry.modelHistory(of: "signs", alias: "champoin") }
                == "'signs' has no alias 'champoin'; did you mean 'champion'?")
    }

    @Test func `A lineage leads from the datasets to the model, through the results of earlier runs`() async throws {
        let registry = try Fixture().registry
        let keys = (1...3).map { ActionKey.of(epochs: $0) }
        try await registry.begin(
            "r1",
            parameters: ["images": ["$artifact": "file", "path": "/data", "digest": .string(Digest.of("data").hex)]])
        try await registry.succeed(
            StepInstance("split"), key: keys[0],
            .of(keys[0], artifacts: [.of("list", "list")], inputs: [.of("images", "data")]), in: "r1")
        try await registry.begin(
            "r2",
            parameters: ["images": ["$artifact": "file", "path": "/data", "digest": .string(Digest.of("data").hex)]])
        try await registry.succeed(
            .train, key: keys[1],
            .of(keys[1], artifacts: [.of("model", "m")], inputs: [.of("list", "list"), .of("weights", "w")]),
            in: "r2")
        try await registry.succeed(
            .register, key: keys[2],
            .of(keys[2], inputs: [.of("model", "m")], registrations: [.of("signs", model: "m")]), in: "r2")
        let lineage = try await registry.lineage(of: registry.model("signs"))
        #expect(lineage.isComplete)
        #expect(lineage.run?.id == RunID("r2"))
        #expect(
            lineage.steps.map { "\($0.instance) of \($0.run)" } == ["split of r1", "train of r2", "register of r2"])
        #expect(lineage.sources.map(\.artifact.digest) == [.of("data"), .of("w")])
        #expect(lineage.sources.map(\.parameter) == ["images", nil])
        #expect(lineage.sources.map(\.path) == ["/data", nil])
        for run in ["r1", "r2"] { try await registry.finish(RunID(run), .succeeded, seconds: 1, time: 2200) }
        try await registry.deleteResults(withKeys: [keys[2].digest, keys[0].digest])
        let rest = try await registry.lineage(of: registry.model("signs"))
        #expect(!rest.isComplete)
        #expect(rest.steps.map { "\($0.instance)" } == ["train"])
    }
}
