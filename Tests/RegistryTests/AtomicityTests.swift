import ContentHash
import Database
import Execution
import Registry
import Testing

@Suite struct AtomicityTests {
    private let key = ActionKey.of(epochs: 10)

    private func commit(to registry: Registry) async throws {
        _ = try await registry.commit(
            .of(
                key, artifacts: [.of("model", "a")], inputs: [.of("shards", "b")], declarations: "Train 12ab",
                metrics: [MetricRecord(name: "loss", value: 1, step: 0, time: 1002)],
                registrations: [.of("signs", model: "a")]),
            .succeeded(.train), step: .of(.train, .succeeded, key: key, at: 1003), in: RunID("r1"))
    }

    @Test func `A result that can't be written whole is not written at all, and can be written later`() async throws {
        let fixture = try Fixture()
        let registry = fixture.registry
        try await registry.begin("r1")
        try await registry.start(.train, key: key, in: "r1")
        try await registry.note([.of(.register, .skipped, position: 1, at: 1002)], in: RunID("r1"))
        // The model's version is what is written last.
        try fixture.change(
            """
            CREATE TRIGGER full BEFORE INSERT ON model_version
            BEGIN SELECT RAISE(ABORT, 'no more versions'); END
            """)
        let error = await #expect(throws: DatabaseError.self) { try await commit(to: registry) }
        #expect(error?.message == "no more versions")
        for table in [
            "result", "result_artifact", "result_input", "key_component", "code", "artifact", "metric", "model_group",
            "model_version",
        ] {
            #expect(try fixture.number("SELECT count(*) FROM \(table)") == 0, "rows in \(table)")
        }
        #expect(try await registry.steps(of: RunID("r1")).map(\.status) == [.running])

        try fixture.change("DROP TRIGGER full")
        try await commit(to: registry)
        #expect(try await registry.result(for: key.digest)?.models.map(\.description) == ["signs:1"])
        #expect(
            try await registry.steps(of: RunID("r1")).map(\.status) == [.succeeded, .skipped],
            "what waited was not lost with the transaction that failed")
    }

    @Test func `A run that can't begin marks none as lost`() async throws {
        let fixture = try Fixture(isAlive: { _ in false })
        try await fixture.registry.begin("r1")
        let error = await #expect(throws: DatabaseError.self) { try await fixture.registry.begin("r1") }
        #expect(error?.kind == .constraint)
        #expect(try await fixture.registry.run("r1").status == .running)
    }
}
