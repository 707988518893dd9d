internal import CSQLite
internal import SyncPoints

extension Connection {
    /// Runs one statement that reads, and maps each of its rows.
    ///
    /// ```swift
    /// let steps = try connection.query("SELECT name, seconds FROM steps WHERE run = ?", run) { row in
    ///     Step(name: try row[0], seconds: try row[1])
    /// }
    /// ```
    /// Values are bound to the `?` of the statement in order; the statement stays compiled for the next call.
    public mutating func query<Element>(
        _ sql: String, _ values: any DatabaseValue..., map: (borrowing Row) throws -> Element
    ) throws -> [Element] {
        try query(sql, values: values, map: map)
    }

    /// Runs one statement that reads, with a list of values, and maps each of its rows.
    public mutating func query<Element>(
        _ sql: String, values: [any DatabaseValue], map: (borrowing Row) throws -> Element
    ) throws -> [Element] {
        let statement = try start(sql, values)
        defer { statement.reset() }
        var elements: [Element] = []
        while try statement.step() { elements.append(try map(Row(of: statement))) }
        return elements
    }

    /// Runs one statement that reads, and maps its first row; `nil` where there is none.
    public mutating func first<Element>(
        _ sql: String, _ values: any DatabaseValue..., map: (borrowing Row) throws -> Element
    ) throws -> Element? {
        let statement = try start(sql, values)
        defer { statement.reset() }
        return try statement.step() ? try map(Row(of: statement)) : nil
    }

    /// Runs one statement, within a transaction, and tells how many rows it inserted, updated or deleted.
    /// - Throws: `misuse` where the statement writes and no transaction is open.
    @discardableResult
    public mutating func execute(_ sql: String, _ values: any DatabaseValue...) throws(DatabaseError) -> Int {
        try execute(sql, values: values)
    }

    /// Runs one statement, within a transaction, with a list of values.
    @discardableResult
    public mutating func execute(_ sql: String, values: [any DatabaseValue]) throws(DatabaseError) -> Int {
        let before = sqlite3_total_changes64(handle.pointer)
        let statement = try start(sql, values)
        defer { statement.reset() }
        while try statement.step() {}
        return Int(sqlite3_total_changes64(handle.pointer) - before)
    }

    /// Runs the statements of a script one by one; an error names the one that failed.
    public mutating func execute(script: String) throws(DatabaseError) {
        var rest = Substring(script)
        while let (statement, tail) = try handle.compile(rest, persistent: false) {
            try check(statement)
            SyncPoint.statement.reach(statement.sql)
            while try statement.step() {}
            rest = tail
        }
    }

    /// The rowid of the row that this connection inserted last.
    public var lastInsertedRowID: Int64 { sqlite3_last_insert_rowid(handle.pointer) }

    /// Compiles a statement, or finds it compiled, and binds its values; the caller resets it when done.
    mutating func start(_ sql: String, _ values: [any DatabaseValue]) throws(DatabaseError) -> Statement {
        let statement = try cached(sql)
        try check(statement)
        try statement.bind(values)
        SyncPoint.statement.reach(sql)
        return statement
    }

    private mutating func cached(_ sql: String) throws(DatabaseError) -> Statement {
        if let statement = statements[sql] { return statement }
        guard let (statement, tail) = try handle.compile(Substring(sql), persistent: true) else {
            throw handle.misuse("the statement is empty", sql: sql)
        }
        guard try handle.compile(tail, persistent: false) == nil else {
            throw statement.misuse("more than one statement: use execute(script:)")
        }
        statements[sql] = statement
        return statement
    }

    /// Refuses a write outside a transaction: it would not hold the lock that serialises writers.
    private func check(_ statement: Statement) throws(DatabaseError) {
        guard statement.isReadOnly || state == .writing else {
            throw statement.misuse("a statement that writes runs only within a transaction")
        }
    }
}
