import Database
import Dispatch
import Testing

@Suite struct RebuildTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("registry.sqlite")
    }

    /// Two thousand runs with a step each, in the file itself.
    private func fill() throws {
        var connection = try Connection(path: path, schema: .first)
        try connection.transaction { connection in
            for number in 1...2000 {
                try connection.execute("INSERT INTO runs (id, name) VALUES (?, ?)", number, "run number \(number)")
                try connection.execute("INSERT INTO steps (run, seconds) VALUES (?, 1.5)", number)
            }
        }
        #expect(try connection.checkpoint())
    }

    /// Overwrites the page of a table's rows, and not of an index, that has a text in it.
    private func damagePage(with text: String) throws {
        var bytes = try folder.bytes(of: "registry.sqlite")
        let size = 4096
        let page = try #require(
            stride(from: size, to: bytes.count, by: size).first { start in
                // A page with rows of a table begins with 13.
                bytes[start] == 13 && String(decoding: bytes[start..<start + size], as: UTF8.self).contains(text)
            })
        for place in page..<page + size { bytes[place] = 0xff }
        try folder.write(bytes, to: "registry.sqlite")
    }

    @Test func `The rows before and behind the damage are there again, without those that refer to lost ones`() throws {
        try fill()
        try damagePage(with: "run number 1000")
        let rebuild = try DatabaseRebuild(of: path, schema: .first)
        #expect(rebuild.damagedFile == "\(path).bad")
        let (runs, steps) = (rebuild.tables[0], rebuild.tables[1])
        #expect(rebuild.tables.map(\.name) == ["runs", "steps"])
        #expect(runs.isIncomplete)
        #expect((1700..<2000).contains(runs.rows))
        #expect(steps.rows == runs.rows)
        #expect(steps.refused == 2000 - runs.rows)
        #expect(!steps.isIncomplete)

        var connection = try Connection(path: path, schema: .first)
        #expect(try connection.integrity() == ["ok"])
        for id in [1, 2000] {
            #expect(
                try connection.first("SELECT name FROM runs WHERE id = ?", id) { row -> String in try row[0] }
                    == "run number \(id)")
        }
        #expect(try folder.contents().filter { $0.contains(".rebuilt") } == [])
    }

    @Test func `A sound file loses nothing, and an older one becomes a newer one`() throws {
        try fill()
        let rebuild = try DatabaseRebuild(
            of: path,
            schema: Schema.first.adding(
                Migration(
                    version: 2, sql: "CREATE TABLE more (a INTEGER) STRICT; ALTER TABLE steps ADD COLUMN cpu REAL")))
        #expect(rebuild.tables.map(\.rows) == [2000, 2000, 0])
        #expect(rebuild.tables.allSatisfy { !$0.isIncomplete && $0.refused == 0 })
    }

    @Test func `What is not in the file yet, but in its log, is not lost`() throws {
        var writer = try Connection(path: path, schema: .first)
        try writer.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('new')") }
        #expect(try DatabaseRebuild(of: path, schema: .first).tables.map(\.rows) == [1, 0])
        var connection = try Connection(path: path, schema: .first)
        #expect(try connection.count("runs") == 1)
        #expect(try folder.contents().contains("registry.sqlite.bad-wal"))
    }

    @Test func `The log of a file whose beginning is gone is kept beside it`() throws {
        var writer = try Connection(path: path, schema: .first)
        #expect(try writer.checkpoint())
        try writer.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('new')") }
        let log = try folder.bytes(of: "registry.sqlite-wal")
        try folder.write([UInt8](repeating: 0xff, count: 5000), to: "registry.sqlite")
        let rebuild = try DatabaseRebuild(of: path, schema: .first)
        #expect(rebuild.tables.map(\.rows) == [0, 0])
        #expect(try folder.bytes(of: "registry.sqlite.bad-wal") == log)
        #expect(!log.isEmpty)
    }

    @Test func `Who has the damaged file open goes on in the new one`() throws {
        try fill()
        var writer = try Connection(path: path, schema: .first)
        var reader = try Connection(path: path, access: .readOnly, schema: .first)
        #expect(try (writer.count("runs"), reader.count("runs")) == (2000, 2000))
        _ = try DatabaseRebuild(of: path, schema: .first)
        let damaged = try ["", "-wal"].map { try folder.bytes(of: "registry.sqlite.bad\($0)") }
        try writer.transaction { connection in
            try connection.execute("INSERT INTO runs (name) VALUES ('new')")
            // What refers to a row is refused by the new file as it was by the old one.
            #expect(message { try connection.execute("INSERT INTO steps (run) VALUES (7000)") } != nil)
        }
        #expect(try reader.snapshot { try $0.count("runs") } == 2001)
        var other = try Connection(path: path, schema: .first)
        #expect(try other.count("runs") == 2001)
        #expect(try other.integrity() == ["ok"])
        #expect(try ["", "-wal"].map { try folder.bytes(of: "registry.sqlite.bad\($0)") } == damaged)
        _ = try DatabaseRebuild(of: path, schema: .first)
        try writer.backUp(to: folder.file("copy"))
        var copy = try Connection(path: folder.file("copy"), access: .readOnly)
        #expect(try copy.count("runs") == 2001)
    }

    @Test func `Who waits for the lock meanwhile writes to the new file`() async throws {
        try fill()
        let opened = DispatchSemaphore(value: 0)
        let waiting = BlockingWriter()
        async let wait: Void = waiting.run { [path] in
            var connection = try Connection(path: path, schema: .first)
            opened.signal()
            // In the tests' process as in another one, the lock is the rebuild's until it ends.
            try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES ('new')") }
        }
        try await BlockingWriter().run { [path] in
            _ = try DatabaseRebuild(of: path, schema: .first) { _ in opened.wait() }
        }
        try await wait
        var connection = try Connection(path: path, schema: .first)
        #expect(try connection.count("runs") == 2001)
        var damaged = try Connection(path: "\(path).bad", access: .readOnly)
        #expect(try damaged.count("runs") == 2000)
    }

    @Test func `A file that is gone, or another application's by now, is not written to`() throws {
        try fill()
        var writer = try Connection(path: path, schema: .first)
        let other = Schema(applicationID: 7, migrations: Schema.first.migrations)
        var stranger = try Connection(path: folder.file("other"), schema: other)
        #expect(try stranger.checkpoint())
        try folder.remove("registry.sqlite")
        let insert = "INSERT INTO runs (name) VALUES ('new')"
        #expect(
            message { try writer.transaction { try $0.execute(insert) } }
                == "\(path): cannot be opened: unable to open database file: No such file or directory")
        try folder.link("other", to: "registry.sqlite")
        for _ in 0..<2 {
            #expect(
                message { try writer.transaction { try $0.execute(insert) } }
                    == "\(path): a database of another application (id 7): choose another path; the file was not changed"
            )
        }
    }

    @Test func `A newer file, another application's, and one that a check objects to stay as they are`() throws {
        struct Objection: Error {}
        try fill()
        let before = try folder.bytes(of: "registry.sqlite")
        #expect(throws: Objection.self) {
            _ = try DatabaseRebuild(of: path, schema: .first) { _ in throw Objection() }
        }
        let other = Schema(applicationID: 7, migrations: Schema.first.migrations)
        #expect(
            message { _ = try DatabaseRebuild(of: path, schema: other) }
                == "\(path): a database of another application (id 1952805748): choose another path; "
                + "the file was not changed")
        _ = try Connection(path: path, schema: .second)
        #expect(
            message { _ = try DatabaseRebuild(of: path, schema: .first) }
                == "\(path): written by a newer version of this program (schema 2, known up to 1): "
                + "update the program; the file was not changed")
        #expect(try folder.contents().filter { $0.hasSuffix(".bad") || $0.contains(".rebuilt") } == [])
        #expect(before.count > 4096)
    }
}
