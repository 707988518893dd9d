import Foundation
import ProgramTesting
import Testing

/// A registry of an older program, and a process that is killed while it migrates it.
struct MigrationTests {
    let place: Workplace
    let file: String

    init() throws {
        place = try Workplace()
        file = "\(place.project)/registry/registry.sqlite"
    }

    /// Runs statements behind the program's back, and prints what they give.
    private func ask(_ statements: String...) throws -> String {
        let script = """
            import sqlite3, sys
            connection = sqlite3.connect(sys.argv[1])
            for statement in sys.argv[2:]:
                for row in connection.execute(statement): print(*row)
            connection.commit()
            """
        let answer = try Outcome.of("/usr/bin/env", ["python3", "-c", script, file] + statements)
        try #require(answer.code == 0, "python3 is needed to ask the registry: \(answer)")
        return answer.output
    }

    /// Takes away what the second version added.
    private func makeOlder() throws {
        for table in [
            "schedule_firing", "schedule", "notification", "model_gate", "model_tag", "model_event", "run_fact",
            "untold_loss", "forgotten_run",
        ] { _ = try ask("DROP TABLE \(table)") }
        for (table, column) in [
            ("model_version", "deleted"), ("model_version", "test_set"), ("alias_change", "action"),
            ("alias_change", "evidence"), ("alias_change", "refusal"), ("run", "pinned"),
        ] { _ = try ask("ALTER TABLE \(table) DROP COLUMN \(column)") }
        _ = try ask("PRAGMA user_version = 1")
    }

    @Test func `A copy whose name the disk may lose is not relied on, and nothing is migrated`() throws {
        _ = try place.runPipeline("words")
        try makeOlder()
        let faults = try SystemFaults([.sync], of: "\(place.project)/registry", failWith: EIO, place: place)
        let outcome = try place.fixture("runs", environment: faults.environment)
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints.plain(in: place) == """
                error: PLACE/project/registry: it cannot be written to the disk: Input/output error: see with `dmesg` \
                whether its disk fails, and try again

                """)
        #expect(try ask("PRAGMA user_version", "PRAGMA integrity_check") == "1\nok\n")
        #expect(try place.fixture("runs").code == 0)
    }

    @Test func `A migration that is killed leaves the old version usable, and the next one does all of it`() throws {
        _ = try place.runPipeline("words")
        for words in [["alias", "set", "words", "champion", "1"], ["alias", "remove", "words", "champion"]] {
            #expect(try place.run(.fixture, ["models"] + words).code == 0)
        }
        try makeOlder()
        // The migration updates a row, and then writes so much more that it does not end.
        _ = try ask(
            "CREATE TABLE ballast (content BLOB)",
            """
            CREATE TRIGGER slow AFTER UPDATE ON alias_change BEGIN
                INSERT INTO ballast WITH RECURSIVE line (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM line)
                    SELECT randomblob(4000) FROM line LIMIT 400000;
            END
            """, "PRAGMA wal_checkpoint(TRUNCATE)")
        if !place.exists("project/registry/registry.sqlite-wal") {
            try place.write("", to: "project/registry/registry.sqlite-wal")
        }
        let log = try WatchedFile("\(file)-wal")
        let migration = try place.start(.fixture, ["runs"])
        try log.wait(beyond: 16_000_000)
        migration.send(SIGKILL)
        #expect(try migration.outcome().code == nil)

        #expect(
            try ask("PRAGMA user_version", "PRAGMA integrity_check", "SELECT count(*) FROM ballast") == "1\nok\n0\n")
        #expect(try ask("SELECT status FROM run", "SELECT count(*) FROM result") == "succeeded\n6\n")
        #expect(place.exists("project/registry/registry.sqlite.v1.bak"))
        _ = try ask("DROP TRIGGER slow", "DROP TABLE ballast")

        let runs = try place.fixture("runs", "--json").json() as? [[String: Any]]
        #expect(runs?.map { $0["status"] as? String } == ["succeeded"])
        #expect(try ask("PRAGMA user_version") == "4\n")
        #expect(try place.runPipeline("words").steps("cached").count == 6)
        #expect(try place.fixture("doctor").code == 0)
    }
}
