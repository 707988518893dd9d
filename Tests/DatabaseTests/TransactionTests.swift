import Glibc
import Testing

@testable import Database

@Suite struct TransactionTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("registry.sqlite")
    }

    private struct Interruption: Error {}

    @Test func `A transaction that throws leaves nothing behind`() throws {
        var connection = try Connection(path: path, schema: .first)
        #expect(throws: Interruption.self) {
            try connection.transaction { connection in
                try connection.execute("INSERT INTO runs (name) VALUES ('r1')")
                throw Interruption()
            }
        }
        #expect(try connection.count("runs") == 0)
        let id = try connection.transaction { connection throws in
            #expect(try connection.execute("INSERT INTO runs (name) VALUES ('r1'), ('r2')") == 2)
            return connection.lastInsertedRowID
        }
        #expect(id == 2)
        #expect(try connection.count("runs") == 2)
    }

    @Test func `A reader sees one moment while others commit, and never waits`() throws {
        var writer = try Connection(path: path, schema: .first)
        var reader = try Connection(path: path, access: .readOnly, schema: .first)
        try reader.snapshot { reader in
            #expect(try reader.count("runs") == 0)
            try writer.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r1')") }
            #expect(try reader.count("runs") == 0)
        }
        #expect(try reader.count("runs") == 1)
        try writer.transaction { writer in
            try writer.execute("INSERT INTO runs (name) VALUES ('r2')")
            #expect(try writer.snapshot { try $0.count("runs") } == 2)
            #expect(try reader.count("runs") == 1)
        }
        #expect(try reader.count("runs") == 2)
    }

    @Test func `A connection for reading refuses to write and to make a file`() throws {
        #expect(
            message { _ = try Connection(path: path, access: .readOnly) }
                == "\(path): cannot be opened: unable to open database file: No such file or directory")
        _ = try Connection(path: path, schema: .first)
        var reader = try Connection(path: path, access: .readOnly, schema: .first)
        #expect(
            message { try reader.transaction { try $0.execute("DELETE FROM runs") } }
                == "\(path): cannot be written: check the permissions of the file and of its folder "
                + "(SQLite 8: opened for reading)")
    }

    @Test func `A full database is told apart, and what was there stays`() throws {
        var connection = try Connection(path: path, schema: .first)
        try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r1')") }
        try connection.execute("PRAGMA max_page_count = 8")
        let insert = "INSERT INTO runs (name) VALUES (hex(zeroblob(100000)))"
        #expect(
            message { try connection.transaction { try $0.execute(insert) } }
                == "\(path): the disk is full, and the change was not made: free some space and try again "
                + "(SQLite 13: database or disk is full, in `\(insert)`)")
        #expect(try connection.count("runs") == 1)
        #expect(try connection.integrity() == ["ok"])
    }

    @Test func `A program that does not take the write lock is named as what holds the database`() throws {
        var stranger = try Connection(path: path)
        // Under another name the file has another lock file, as if the writer knew of none.
        try folder.link("registry.sqlite", to: "other.sqlite")
        var connection = try Connection(path: folder.file("other.sqlite"), access: .readWrite, busyTimeout: 0)
        try stranger.transaction { _ in
            #expect(
                message { try connection.transaction { _ in } }
                    == "\(folder.file("other.sqlite")): another program holds the database: close it "
                    + "(an open `sqlite3` perhaps) and try again (SQLite 5: database is locked, in `BEGIN IMMEDIATE`)")
        }
        try connection.transaction { _ in }
    }

    @Test func `The log is moved into the file as it grows, and emptied once no reader needs it`() throws {
        var connection = try Connection(path: path, schema: .first)
        var reader = try Connection(path: path, access: .readOnly)
        let before = try folder.bytes(of: "registry.sqlite")
        try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r1')") }
        #expect(try folder.bytes(of: "registry.sqlite") == before)
        connection.checkpointThreshold = 1
        try reader.snapshot { reader in
            #expect(try reader.count("runs") == 1)
            try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r2')") }
            #expect(try reader.count("runs") == 1)
            #expect(try folder.bytes(of: "registry.sqlite") != before)
            #expect(try !folder.bytes(of: "registry.sqlite-wal").isEmpty)
        }
        try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r3')") }
        #expect(try folder.bytes(of: "registry.sqlite-wal").isEmpty)
        #expect(try reader.count("runs") == 3)
    }

    @Test func `Closing leaves the log alone, and a checkpoint empties it unless a reader needs it`() throws {
        do {
            var connection = try Connection(path: path, schema: .first)
            try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r1')") }
        }
        #expect(try folder.bytes(of: "registry.sqlite-wal").count > 0)
        var connection = try Connection(path: path, access: .readWrite, busyTimeout: 0)
        var reader = try Connection(path: path, access: .readOnly)
        try reader.snapshot { reader throws in
            #expect(try reader.count("runs") == 1)
            #expect(try !connection.checkpoint())
        }
        #expect(try connection.checkpoint())
        #expect(try folder.bytes(of: "registry.sqlite-wal").isEmpty)
    }

    @Test func `A lock file that somebody removes is made anew`() throws {
        var first = try Connection(path: path, schema: .first)
        try first.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r1')") }
        try folder.remove("registry.sqlite-lock")
        var second = try Connection(path: path, schema: .first)
        try second.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r2')") }
        try first.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r3')") }
        #expect(try folder.contents().contains("registry.sqlite-lock"))
        #expect(try first.count("runs") == 3)
    }

    @Test func `A symbolic link leads to the same lock`() throws {
        var connection = try Connection(path: path, schema: .first)
        try folder.symbolicLink("registry.sqlite", to: "link.sqlite")
        var linked = try Connection(path: folder.file("link.sqlite"), schema: .first)
        try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r1')") }
        try linked.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r2')") }
        #expect(linked.path == path)
        #expect(
            try folder.contents() == [
                "link.sqlite", "registry.sqlite", "registry.sqlite-lock", "registry.sqlite-shm", "registry.sqlite-wal",
            ])
    }

    @Test func `A process that is killed within a transaction leaves neither rows nor the lock`() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            var connection = try Connection(path: path, schema: .first)
            try connection.transaction { connection in
                try connection.execute("INSERT INTO runs (name) VALUES ('r1')")
                kill(getpid(), SIGKILL)
            }
        }
        var connection = try Connection(path: path, schema: .first)
        try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('r2')") }
        #expect(try connection.query("SELECT name FROM runs") { try $0[0] as String } == ["r2"])
    }

    @Test func `A transaction within a transaction is a mistake of the program`() async {
        await #expect(processExitsWith: .failure) { [path = path as String] in
            var connection = try Connection(path: path)
            try connection.transaction { try $0.transaction { _ in } }
        }
    }
}
