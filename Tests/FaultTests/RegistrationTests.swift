import Foundation
import ProgramTesting
import Testing

/// Registrations that meet each other, or whose process is killed: a version is there whole, or not at all.
struct RegistrationTests {
    let place: Workplace
    let gate: Gate

    init() throws {
        place = try Workplace()
        gate = try Gate(in: place)
    }

    private func versions() throws -> [[String: Any]] {
        try place.fixture("models", "list", "words", "--all", "--json").json() as? [[String: Any]] ?? []
    }

    @Test func `Twenty processes that register at once get versions 1 to 20`() throws {
        for number in 1...20 { try place.write("model \(number)\n", to: "project/data/\(number).txt") }
        let programs = try (1...20).map { number in
            try place.start(
                .fixture,
                ["run", "joining", "--quiet", "--set", "model=data/\(number).txt", "--set", "gate=\(gate.path)"])
        }
        for _ in programs { _ = try gate.arrival(within: 120) }
        for _ in programs { gate.letThrough() }
        for program in programs {
            #expect(try program.outcome().description == "status 0\n-- stdout\n-- stderr\n")
        }
        let versions = try versions()
        #expect(versions.compactMap { $0["version"] as? Int }.sorted() == Array(1...20))
        #expect(Set(versions.compactMap { $0["model"] as? String }).count == 20)
        #expect(Set(versions.compactMap { $0["run"] as? String }).count == 20)
        #expect(try place.fixture("doctor").code == 0)
    }

    /// Trains a model whose registration waits at the gate.
    private func startContest() throws -> RunningProgram {
        let policy = try place.fixture("models", "policy", "words", "--gate", "metric error <= 10")
        try #require(policy.code == 0, "\(policy)")
        return try place.start(
            .fixture, ["run", "contest", "--quiet", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"])
    }

    /// Nothing of a version is there, and running again makes all of it, without training again.
    private func expectNothingAndThenAll() throws {
        #expect(try place.fixture("models", "list", "--json").json() as? [String] == [])
        let runs = try place.fixture("runs", "list", "--json").json() as? [[String: Any]]
        #expect(runs?.map { $0["status"] as? String } == ["lost"])
        #expect(try place.takeJournal().contains("evaluate"))

        let again = try place.start(
            .fixture, ["run", "contest", "--json", "--set", "gate=\(gate.path)", "--set", "journal=\(place.journal)"])
        _ = try gate.arrival()
        gate.letThrough()
        let run = try RunDocument(again.outcome())
        #expect(run.steps("succeeded") == ["register"])
        #expect(try place.takeJournal() == [])
        let version = try place.fixture("models", "show", "words@champion", "--json").json() as? [String: Any]
        #expect(version?["version"] as? Int == 1)
        #expect(version?["run"] as? String == run.run)
        #expect(version?["metrics"] as? [String: Double] == ["error": 10])
        for part in ["model", "evaluation"] { #expect((version?[part] as? String)?.count == 64) }
        #expect(try versions().count == 1)
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 0, "\(doctor)")
    }

    @Test func `A run that is killed between evaluation and registration leaves no version`() throws {
        let run = try startContest()
        _ = try gate.arrival()
        run.send(SIGKILL)
        #expect(try run.outcome().code == nil)
        try expectNothingAndThenAll()
    }

    @Test func `A run that is killed while it writes its version leaves nothing of it`() throws {
        let run = try startContest()
        _ = try gate.arrival()
        // The row of the version is written, and then so much more in the same transaction that it is never committed, and
        // fills the log beside the registry.
        try place.changeRegistry("CREATE TABLE ballast (content BLOB)")
        try place.changeRegistry(
            """
            CREATE TRIGGER slow AFTER INSERT ON model_version BEGIN
                INSERT INTO ballast WITH RECURSIVE line (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM line)
                    SELECT randomblob(4000) FROM line LIMIT 200000;
            END
            """)
        let log = try WatchedFile("\(place.project)/registry/registry.sqlite-wal")
        gate.letThrough()
        try log.wait(beyond: 16_000_000)
        run.send(SIGKILL)
        #expect(try run.outcome().code == nil)
        #expect(try place.fixture("models", "list", "--json").json() as? [String] == [])
        try place.changeRegistry("DROP TRIGGER slow")
        try place.changeRegistry("DROP TABLE ballast")
        try expectNothingAndThenAll()
    }
}
