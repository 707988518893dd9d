import Database
import Testing

@Suite struct MigrationTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("registry.sqlite")
    }

    private func makeFirst() throws {
        var connection = try Connection(path: path, schema: .first)
        try connection.transaction { connection in
            try connection.execute("INSERT INTO runs (name) VALUES ('r1')")
            try connection.execute("INSERT INTO steps (run, seconds) VALUES (1, 2.5)")
        }
    }

    @Test func `A new file gets every migration, and is marked as ours`() throws {
        var connection = try Connection(path: path, schema: .second)
        #expect(try connection.pragma("user_version") == .integer(2))
        #expect(try connection.pragma("application_id") == .integer(0x7465_7374))
        #expect(try connection.pragma("journal_mode") == .text("wal"))
        #expect(try connection.pragma("synchronous") == .integer(2))
        #expect(try connection.pragma("foreign_keys") == .integer(1))
        #expect(try connection.count("runs") == 0)
        #expect(try !folder.contents().contains { $0.hasSuffix(".bak") })
    }

    @Test func `A current file is opened without a write`() throws {
        try makeFirst()
        let names = ["registry.sqlite", "registry.sqlite-wal"]
        let before = try names.map(folder.bytes(of:))
        var connection = try Connection(path: path, schema: .first)
        #expect(try connection.count("steps") == 1)
        #expect(try names.map(folder.bytes(of:)) == before)
    }

    @Test func `An older file is backed up, then migrated with its rows`() throws {
        try makeFirst()
        var connection = try Connection(path: path, schema: .second)
        #expect(
            try connection.query("SELECT name, status FROM runs") { row -> [String] in
                [try row[0], try row[1]]
            } == [["r1", "succeeded"]])
        #expect(try connection.count("steps") == 1)
        #expect(try connection.pragma("foreign_keys") == .integer(1))
        var backup = try Connection(path: folder.file("registry.sqlite.v1.bak"), schema: .first)
        #expect(try backup.count("runs") == 1)
        #expect(try backup.integrity() == ["ok"])
    }

    @Test func `A migration that fails leaves the old version usable`() throws {
        try makeFirst()
        let broken = Schema.second.adding(Migration(version: 3, sql: "CREATE TABLE more (a); SELECT missing"))
        #expect(
            message { _ = try Connection(path: path, schema: broken) }
                == "\(path): migration 3: no such column: missing, in `SELECT missing`")
        var connection = try Connection(path: path, schema: .first)
        #expect(try connection.count("runs") == 1)
        #expect(try connection.pragma("user_version") == .integer(1))
        #expect(try Connection(path: path, schema: .second).path == path)
    }

    @Test func `A migration may not leave rows that refer to nothing`() throws {
        try makeFirst()
        let careless = Schema.first.adding(Migration(version: 2, sql: "DELETE FROM runs"))
        #expect(
            message { _ = try Connection(path: path, schema: careless) }
                == "\(path): migration 2: rows of `steps` refer to rows of `runs` that do not exist")
        var connection = try Connection(path: path, schema: .first)
        #expect(try connection.count("runs") == 1)
    }

    @Test func `A newer schema is refused with both versions, and no byte changes`() throws {
        let newer = Schema.second.adding(Migration(version: 9, sql: "CREATE TABLE more (a INTEGER) STRICT"))
        _ = try Connection(path: path, schema: newer)
        let names = try folder.contents().filter { !$0.hasSuffix("-shm") }
        let before = try names.map(folder.bytes(of:))
        let expected =
            "\(path): written by a newer version of this program (schema 9, known up to 2): "
            + "update the program; the file was not changed"
        for access in [Connection.Access.readWrite, .readOnly] {
            #expect(message { _ = try Connection(path: path, access: access, schema: .second) } == expected)
        }
        #expect(try folder.contents().filter { !$0.hasSuffix("-shm") } == names)
        #expect(try names.map(folder.bytes(of:)) == before)
    }

    @Test func `A connection for reading asks for the migration that it cannot do`() throws {
        try makeFirst()
        #expect(
            message { _ = try Connection(path: path, access: .readOnly, schema: .second) }
                == "\(path): written by an older version of this program (schema 1, needed 2): "
                + "open it once for writing, which migrates it")
    }

    @Test func `Another application's database is refused, and no byte changes`() throws {
        do {
            var other = try Connection(path: path)
            try other.transaction { try $0.execute(script: "CREATE TABLE t (a); PRAGMA application_id = 77") }
            var plain = try Connection(path: folder.file("plain.sqlite"))
            try plain.transaction { try $0.execute("CREATE TABLE t (a)") }
        }
        let before = try folder.bytes(of: "registry.sqlite")
        #expect(
            message { _ = try Connection(path: path, schema: .first) }
                == "\(path): a database of another application (id 77): choose another path; the file was not changed")
        #expect(try folder.bytes(of: "registry.sqlite") == before)
        let error = #expect(throws: DatabaseError.self) {
            _ = try Connection(path: folder.file("plain.sqlite"), schema: .first)
        }
        #expect(error?.kind == .otherApplication(id: 0))
    }

    @Test func `A file that is no database is refused, and no byte changes`() throws {
        let text = [UInt8](repeating: 0x61, count: 5000)
        try folder.write(text, to: "registry.sqlite")
        #expect(
            message { _ = try Connection(path: path, schema: .first) }
                == "\(path): not an SQLite database: move the file away, or choose another path")
        #expect(try folder.contents() == ["registry.sqlite"])
        #expect(try folder.bytes(of: "registry.sqlite") == text)
    }

    @Test func `A damaged database is told apart from one that is none`() throws {
        do {
            var connection = try Connection(path: path, schema: .first)
            try connection.transaction { connection in
                for number in 0..<2000 { try connection.execute("INSERT INTO runs (name) VALUES (?)", "run \(number)") }
            }
            #expect(try connection.checkpoint())
        }
        var bytes = try folder.bytes(of: "registry.sqlite")
        for index in 4096 * 2..<bytes.count { bytes[index] = 0xff }
        try folder.write(bytes, to: "registry.sqlite")
        var connection = try Connection(path: path, schema: .first)
        let error = #expect(throws: DatabaseError.self) {
            _ = try connection.query("SELECT name FROM runs") { try $0[0] as String }
        }
        #expect(error?.kind == .corrupt)
    }

    @Test func `A folder that does not exist is named by the system's own words`() throws {
        let missing = folder.file("nowhere/registry.sqlite")
        #expect(
            message { _ = try Connection(path: missing, schema: .first) }
                == "\(missing): cannot be opened: unable to open database file: No such file or directory")
    }
}
