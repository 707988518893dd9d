import Database
import Testing

@Suite struct ConcurrencyTests {
    private static let log = Schema(
        applicationID: 7,
        migrations: [
            Migration(
                version: 1,
                sql: """
                    CREATE TABLE lines (writer INTEGER NOT NULL, number INTEGER NOT NULL, text BLOB NOT NULL,
                                        PRIMARY KEY (writer, number)) STRICT, WITHOUT ROWID;
                    """)
        ])

    /// Writes rows in transactions of their own and looks, from time to time, at what others have written.
    private static func write(rows: Int, as writer: Int, to path: String) throws {
        var connection = try Connection(path: path, schema: log)
        for number in 0..<rows {
            try connection.transaction { connection in
                try connection.execute(
                    "INSERT INTO lines VALUES (?, ?, ?)", writer, number, [UInt8](repeating: 1, count: number * 20))
            }
            if number % 20 == 0 {
                let (before, after) = try connection.snapshot { connection in
                    (try connection.count("lines"), try connection.count("lines"))
                }
                guard before == after else { throw Torn() }
            }
            if number % 50 == 49 { try connection.checkpoint() }
        }
    }

    private struct Torn: Error {}

    private func expectWhole(_ path: String, writers: Int, rows: Int) throws {
        var connection = try Connection(path: path, access: .readOnly, schema: Self.log)
        #expect(try connection.count("lines") == writers * rows)
        #expect(try connection.integrity() == ["ok"])
    }

    @Test func `Sixteen connections that write at once lose nothing`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("registry.sqlite")
        try await withThrowingTaskGroup { group in
            for writer in 0..<16 {
                let shared = BlockingWriter()
                group.addTask { try await shared.run { try Self.write(rows: 200, as: writer, to: path) } }
            }
            try await group.waitForAll()
        }
        try expectWhole(path, writers: 16, rows: 200)
    }

    @Test func `Eight processes that make the file and write at once lose nothing`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("registry.sqlite")
        await withTaskGroup { group in
            for writer in 0..<8 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, writer = writer as Int] in
                        try ConcurrencyTests.write(rows: 100, as: writer, to: path)
                    }
                }
            }
        }
        try expectWhole(path, writers: 8, rows: 100)
        #expect(try !folder.contents().contains { $0.hasSuffix(".bak") })
    }

    @Test func `Eight connections that migrate an older file at once all find it migrated`() async throws {
        let folder = try TemporaryFolder()
        for round in 0..<10 {
            let path = folder.file("\(round).sqlite")
            _ = try Connection(path: path, schema: .first)
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    let shared = BlockingWriter()
                    group.addTask {
                        try await shared.run {
                            var connection = try Connection(path: path, schema: .second)
                            guard try connection.pragma("user_version") == .integer(2) else { throw Torn() }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `Tasks share a connection, and each transaction is whole`() async throws {
        let folder = try TemporaryFolder()
        let shared = SharedConnection(try Connection(path: folder.file("registry.sqlite"), schema: .first))
        try await withThrowingTaskGroup { group in
            for task in 0..<20 {
                group.addTask {
                    let id = try await shared.write { connection in
                        try connection.execute("INSERT INTO runs (name) VALUES (?)", "run \(task)")
                        let id = connection.lastInsertedRowID
                        try connection.execute("INSERT INTO steps (run) VALUES (?)", id)
                        return id
                    }
                    let steps = try await shared.read { connection in
                        try connection.first("SELECT count(*) FROM steps WHERE run = ?", id) {
                            row in
                            try row[0] as Int
                        }
                    }
                    #expect(steps == 1)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await shared.read { try $0.count("runs") } == 20)
        #expect(try await shared.checkpoint())
    }
}
