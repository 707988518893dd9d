import ContentHash
import Database
import Execution
import Registry
import Testing

@Suite struct SharedFileTests {
    @Test func `Two registries on one file commit at the same time, and every version has its own number`() async throws
    {
        let fixture = try Fixture()
        let registries = [fixture.registry, try fixture.other()]
        let count = 30
        try await withThrowingTaskGroup { group in
            for (index, registry) in registries.enumerated() {
                group.addTask {
                    let run = "r\(index)"
                    try await registry.begin(run)
                    for number in 0..<count {
                        let key = ActionKey.of(epochs: index * count + number)
                        let step = StepInstance("register", [number])
                        try await registry.note(
                            [.of(StepInstance("skip", [number]), .skipped, at: 1001)], in: RunID(run))
                        try await registry.succeed(
                            step, key: key,
                            .of(
                                key,
                                registrations: [
                                    .of("signs", model: "\(index).\(number)"), .of("signs", model: "shared"),
                                ]),
                            in: run)
                    }
                    try await registry.finish(RunID(run), .succeeded, seconds: 1, time: 1002)
                }
            }
            try await group.waitForAll()
        }
        let versions = try await registries[1].modelVersions(of: "signs").map(\.name.version)
        #expect(versions == (1...(2 * count + 1)).reversed())
        #expect(try fixture.number("SELECT count(*) FROM step") == 4 * count)
        #expect(try fixture.number("SELECT count(*) FROM result") == 2 * count)
        #expect(try fixture.number("SELECT count(*) FROM pragma_foreign_key_check") == 0)
        #expect(try fixture.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0)
    }

    @Test func `Tasks that share one registry lose nothing`() async throws {
        let fixture = try Fixture()
        let registry = fixture.registry
        try await registry.begin("r1")
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    let step = StepInstance("step", [number])
                    let note = StepRecord.of(StepInstance("note", [number]), .skipped, at: 1001)
                    try await registry.note([note], in: RunID("r1"))
                    try await registry.succeed(step, key: .of(epochs: number), in: "r1")
                }
            }
            try await group.waitForAll()
        }
        #expect(try await registry.run("r1").steps == [.succeeded: 40, .skipped: 40])
    }

    @Test func `A registry of a newer program is refused and stays as it is`() throws {
        let fixture = try Fixture()
        try fixture.change("PRAGMA user_version = 99")
        let error = #expect(throws: DatabaseError.self) { try fixture.other() }
        #expect(error?.kind == .newerSchema(found: 99, known: 4))
        #expect(
            error?.description
                == "\(fixture.path): written by a newer version of this program (schema 99, known up to 4): "
                + "update the program; the file was not changed")
        #expect(try fixture.number("PRAGMA user_version") == 99)
    }

    @Test func `Every table is strict and says in the file what it is for`() throws {
        let fixture = try Fixture()
        #expect(try fixture.number("PRAGMA application_id") == 0x5049_5045)
        #expect(
            try fixture.number(
                "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
            )
                == 0)
        #expect(
            try fixture.number(
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%--%'"
            )
                == 0)
    }
}
