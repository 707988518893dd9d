import ContentHash
import Execution
import Registry
import Testing

/// What a run was made with, and what a failed attempt worked for.
@Suite struct RunFactTests {
    @Test func `Facts are recorded with the beginning, and completed later`() async throws {
        let registry = try Fixture().registry
        try await registry.begin(
            RunStart(
                id: RunID("r1"), pipeline: "p", parameters: [:], command: [], time: 1, process: "1:2:boot",
                facts: ["git.commit": "aaaa", "machine.host": "here"]))
        #expect(try await registry.facts(of: RunID("r1")) == ["git.commit": "aaaa", "machine.host": "here"])
        try await registry.add(["git.commit": "bbbb", "git.dirty": "no"], to: RunID("r1"))
        #expect(
            try await registry.facts(of: RunID("r1"))
                == ["git.commit": "bbbb", "machine.host": "here", "git.dirty": "no"])
        #expect(try await registry.facts(of: RunID("r2")).isEmpty)
    }

    @Test func `A step that failed the first time can be explained`() async throws {
        let registry = try Fixture().registry
        let key = ActionKey.of(epochs: 3)
        try await registry.begin("r1")
        let attempt = AttemptRecord(
            instance: .train, number: 1, time: 1001, log: "", key: key, declarations: "Train 0011")
        try await registry.start(attempt, step: .of(.train, .running, key: key, at: 1001), in: RunID("r1"))
        #expect(
            try await registry.components(of: "train", pipeline: "road_sign", in: RunID("r1"))?.count
                == key.components.count)
        #expect(try await registry.declarations(ofCode: "c0de") == "Train 0011")
        // What never succeeded is nothing that a later run is compared with by itself.
        #expect(try await registry.components(of: "train", pipeline: "road_sign", in: nil) == nil)
    }
}
