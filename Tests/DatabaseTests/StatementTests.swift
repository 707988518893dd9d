import Database
import Testing

@Suite struct StatementTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("registry.sqlite")
    }

    private enum Status: String, DatabaseValue {
        case running, succeeded
    }

    private func roundTrip<Value: DatabaseValue & Equatable>(
        _ value: Value, in connection: inout Connection
    ) throws -> Bool {
        try connection.first("SELECT ?", value) { try $0[0] as Value } == value
    }

    @Test func `Values of every type come back as they went in`() throws {
        var connection = try Connection(path: path)
        #expect(try roundTrip(-7, in: &connection))
        #expect(try roundTrip(Int64.min, in: &connection))
        #expect(try roundTrip(true, in: &connection))
        #expect(try roundTrip(0.1, in: &connection))
        #expect(try roundTrip(-Double.infinity, in: &connection))
        #expect(try roundTrip("", in: &connection))
        #expect(try roundTrip("Straße 🛑 with \0 inside", in: &connection))
        #expect(try roundTrip([UInt8](), in: &connection))
        #expect(try roundTrip([0, 1, 255] as [UInt8], in: &connection))
        #expect(try roundTrip(String?.none, in: &connection))
        #expect(try roundTrip("x" as String?, in: &connection))
        #expect(try roundTrip(Status.running, in: &connection))
        #expect(try roundTrip(StoredValue.null, in: &connection))
    }

    @Test func `A value that its type cannot represent is named with its column`() throws {
        var connection = try Connection(path: path)
        func failure<Value: DatabaseValue>(_ type: Value.Type, _ sql: String) -> String? {
            message { _ = try connection.first(sql) { try $0[0] as Value } }
        }
        #expect(
            failure(Status.self, "SELECT 'walking' AS status")
                == "\(path): column `status` holds text 'walking', which is no Status, in `SELECT 'walking' AS status`")
        #expect(
            failure(Int.self, "SELECT NULL AS id")
                == "\(path): column `id` holds NULL, which is no Int, in `SELECT NULL AS id`")
        #expect(
            failure(Bool.self, "SELECT 2 AS cached")
                == "\(path): column `cached` holds integer 2, which is no Bool, in `SELECT 2 AS cached`")
        #expect(
            failure(String?.self, "SELECT x'00ff' AS name")
                == "\(path): column `name` holds blob of 2 bytes, which is no Optional<String>, in `SELECT x'00ff' AS name`"
        )
    }

    @Test func `An error names the statement that failed`() throws {
        var connection = try Connection(path: path, schema: .first)
        #expect(
            message { try connection.execute("SELECT * FROM\n    rnus") }
                == "\(path): no such table: rnus, in `SELECT * FROM rnus`")
        let script = "SELECT 1; SELECT missing; SELECT 2"
        #expect(
            message { try connection.execute(script: script) }
                == "\(path): no such column: missing, in `SELECT missing`")
        let long = "SELECT missing, '" + String(repeating: "x", count: 300) + "'"
        #expect(
            message { try connection.execute(long) } == "\(path): no such column: missing, in `\(long.prefix(199))…`")
    }

    @Test func `A broken constraint says which, and a strict table refuses another type`() throws {
        var connection = try Connection(path: path, schema: .first)
        try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES (?)", "r1") }
        #expect(
            message { try connection.transaction { try $0.execute("INSERT INTO runs (name) VALUES (?)", "r1") } }
                == "\(path): UNIQUE constraint failed: runs.name, in `INSERT INTO runs (name) VALUES (?)`")
        #expect(
            message { try connection.transaction { try $0.execute("INSERT INTO steps (run) VALUES (?)", 99) } }
                == "\(path): FOREIGN KEY constraint failed, in `INSERT INTO steps (run) VALUES (?)`")
        #expect(
            message {
                try connection.transaction {
                    try $0.execute("INSERT INTO steps (run, seconds) VALUES (1, ?)", "fast")
                }
            }
                == "\(path): cannot store TEXT value in REAL column steps.seconds, "
                + "in `INSERT INTO steps (run, seconds) VALUES (1, ?)`")
        #expect(try connection.count("runs") == 1)
    }

    @Test func `Wrong use is refused with the reason`() throws {
        var connection = try Connection(path: path, schema: .first)
        #expect(
            message { try connection.execute("SELECT ?, ?", 1) }
                == "\(path): the statement takes 2 values, not 1, in `SELECT ?, ?`")
        #expect(
            message { try connection.execute("SELECT ?", Double.nan) }
                == "\(path): value 1 is not a number (NaN), which SQLite would store as NULL, in `SELECT ?`")
        #expect(
            message { try connection.execute("SELECT 1; SELECT 2") }
                == "\(path): more than one statement: use execute(script:), in `SELECT 1;`")
        #expect(message { try connection.execute(" -- nothing") } == "\(path): the statement is empty, in `-- nothing`")
        #expect(
            message { try connection.execute("DELETE FROM runs") }
                == "\(path): a statement that writes runs only within a transaction, in `DELETE FROM runs`")
        #expect(
            message { try connection.snapshot { try $0.execute(script: "SELECT 1; DELETE FROM runs") } }
                == "\(path): a statement that writes runs only within a transaction, in `DELETE FROM runs`")
    }

    @Test func `Statements made at run time do not fill the memory`() throws {
        var connection = try Connection(path: path)
        for number in 0..<1000 {
            #expect(try connection.first("SELECT \(number)") { try $0[0] } == number)
        }
    }
}
