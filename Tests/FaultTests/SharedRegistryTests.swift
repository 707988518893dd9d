import Foundation
import ProgramTesting
import Testing

@testable import Database
@testable import Registry

/// Many processes that use one registry at the same time.
struct SharedRegistryTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private var file: String { "\(place.project)/registry/registry.sqlite" }

    private func integrity() throws -> [String] {
        var connection = try Connection(path: file, access: .readOnly)
        return try connection.query("PRAGMA integrity_check") { try $0[0] }
    }

    private func number(_ sql: String) throws -> Int {
        var connection = try Connection(path: file, access: .readOnly)
        return try #require(try connection.first(sql) { try $0[0] as Int })
    }

    /// Starts one command several times, and expects of each that it does well and complains about nothing.
    private func expectWell(_ count: Int, _ words: String...) throws {
        let programs = try (1...count).map { _ in try place.start(.fixture, words) }
        for program in programs {
            let outcome = try program.outcome()
            #expect(outcome.code == 0, "\(outcome)")
            #expect(outcome.complaints == "", "\(outcome)")
        }
    }

    @Test func `Sixteen processes write a thousand events each while others read, and nothing is lost`() throws {
        let gate = try Gate(in: place)
        let writers = try (1...16).map { number in
            try place.start(
                .fixture,
                ["run", "measuring", "--quiet", "--set", "number=\(number)", "--set", "gate=\(gate.path)"])
        }
        for _ in writers { _ = try gate.arrival(within: 120) }
        for _ in writers { gate.letThrough() }
        for _ in 1...3 {
            let shows = try (1...2).map { _ in try place.start(.fixture, ["runs", "show", "last", "--json"]) }
            let others = try [
                ["runs", "list"], ["metrics", "last"], ["models", "list"], ["doctor"],
                ["runs", "compare", "last", "last"],
            ].map { try place.start(.fixture, $0) }
            for other in others {
                let outcome = try other.outcome()
                #expect(outcome.code == 0, "\(outcome)")
                #expect(!outcome.output.contains("locked") && outcome.complaints == "", "\(outcome)")
            }
            for show in shows { try expectWhole(show.outcome()) }
        }
        for writer in writers {
            #expect(try writer.outcome().description == "status 0\n-- stdout\n-- stderr\n")
        }
        #expect(try number("SELECT count(*) FROM metric") == 16_000)
        #expect(try number("SELECT count(*) FROM run WHERE status = 'succeeded'") == 16)
        #expect(try integrity() == ["ok"])
    }

    /// What is shown of a run at work is that of one moment: a step that succeeded has all that it measured, and another one
    /// nothing.
    private func expectWhole(_ outcome: Outcome) throws {
        let run = try #require(try outcome.json() as? [String: Any], "\(outcome)")
        let step = try #require((run["steps"] as? [[String: Any]])?.first?["status"] as? String)
        let metrics = try #require(run["metrics"] as? [[String: Any]])
        let points = (metrics.first?["points"] as? [Any])?.count ?? 0
        #expect(points == (step == "succeeded" ? 1000 : 0))
        if run["status"] as? String == "succeeded" { #expect(step == "succeeded") }
    }

    @Test func `Eight processes that make the registry at the same time all find it made`() throws {
        try expectWell(8, "runs", "list")
        #expect(try integrity() == ["ok"])
        #expect(try number("SELECT user_version FROM pragma_user_version") == Schema.registry.version)
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/registry")
        #expect(!files.contains { $0.hasSuffix(".bak") })
    }

    @Test func `Eight processes that find a registry of the first version migrate it once`() throws {
        try FileManager.default.createDirectory(
            atPath: "\(place.project)/registry", withIntermediateDirectories: true)
        let first = Schema(applicationID: Schema.registry.applicationID, migrations: [.firstTables])
        do {
            var connection = try Connection(path: file, schema: first)
            try connection.transaction { connection in
                try connection.execute(
                    """
                    INSERT INTO run (id, pipeline, status, command, process, started)
                    VALUES ('1m7yrna6pe6v', 'words', 'succeeded', '[]', '', 1000)
                    """)
            }
        }
        try expectWell(8, "runs", "show", "1m7yrna6pe6v")
        #expect(try number("SELECT user_version FROM pragma_user_version") == Schema.registry.version)
        #expect(try integrity() == ["ok"])
        var backup = try Connection(path: "\(file).v1.bak", access: .readOnly)
        #expect(try backup.query("SELECT id FROM run") { try $0[0] as String } == ["1m7yrna6pe6v"])
    }
}
