import Database

extension Schema {
    static let first = Schema(
        applicationID: 0x7465_7374,
        migrations: [
            Migration(
                version: 1,
                sql: """
                    -- Every table is STRICT.
                    CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
                    CREATE TABLE steps (
                        run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, seconds REAL, log BLOB, cached INTEGER
                    ) STRICT;
                    """)
        ])

    /// Rebuilds a table that others refer to, as `ALTER TABLE` cannot.
    static let second = first.adding(
        Migration(
            version: 2,
            sql: """
                CREATE TABLE runs_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL) STRICT;
                INSERT INTO runs_new SELECT id, name, 'succeeded' FROM runs;
                DROP TABLE runs;
                ALTER TABLE runs_new RENAME TO runs;
                """))

    func adding(_ migration: Migration) -> Schema {
        Schema(applicationID: applicationID, migrations: migrations + [migration])
    }
}

extension Connection {
    mutating func count(_ table: String) throws -> Int {
        try first("SELECT count(*) FROM \(table)") { try $0[0] } ?? -1
    }

    mutating func integrity() throws -> [String] {
        try query("PRAGMA integrity_check") { try $0[0] }
    }

    mutating func pragma(_ name: String) throws -> StoredValue? {
        try first("SELECT * FROM pragma_\(name)") { try $0[0] }
    }
}

/// The description of the database error that a closure throws.
func message<Result>(of body: () throws -> Result) -> String? {
    do {
        _ = try body()
        return nil
    } catch { return (error as? DatabaseError)?.description ?? "not a database error: \(error)" }
}
