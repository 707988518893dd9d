internal import CSQLite

extension Connection {
    /// Brings the file to the newest version; refuses what is not ours to touch.
    mutating func migrate(to schema: Schema) throws(DatabaseError) {
        try waitForDisk()
        guard access == .readWrite else { return try require(schema) }
        if try isCurrent(FileIdentity(of: &self), for: schema) { return }
        try lockForWriting()
        defer { lock.release() }
        try migrateLocked(to: schema)
    }

    /// Refuses a file that is not of the newest version.
    mutating func require(_ schema: Schema) throws(DatabaseError) {
        let identity = try FileIdentity(of: &self)
        guard try isCurrent(identity, for: schema) else {
            throw DatabaseError(
                .olderSchema(found: identity.version, known: schema.version), code: SQLITE_SCHEMA,
                message: "schema \(identity.version)", path: path)
        }
    }

    /// Has each commit on the disk before it ends.
    func waitForDisk() throws(DatabaseError) {
        // Debian's SQLite has this default; another build need not.
        try unguarded("PRAGMA synchronous = FULL")
    }

    /// Looks again at the file, which another process may have migrated or replaced meanwhile, and does what is left to do.
    private mutating func migrateLocked(to schema: Schema) throws(DatabaseError) {
        let identity = try FileIdentity(of: &self)
        if try isCurrent(identity, for: schema) { return }
        if identity.hasTables, identity.version < schema.version {
            try backUp(to: "\(path).v\(identity.version).bak")
        }
        if !identity.isLogged {
            try unguarded("PRAGMA journal_mode = WAL")
        }
        guard identity.version < schema.version else { return }
        // A table is changed by making a new one, copying, and dropping the old one: with enforcement on, the drop would delete
        // the rows that refer to it. The check before the commit takes its place.
        handle.enforceForeignKeys(false)
        defer { handle.enforceForeignKeys(true) }
        try begin(.writing)
        do {
            for migration in schema.migrations where migration.version > identity.version {
                try apply(migration)
            }
            try execute(
                script: "PRAGMA application_id = \(schema.applicationID); PRAGMA user_version = \(schema.version)")
            try commit()
        } catch {
            rollBack()
            throw error
        }
    }

    private mutating func apply(_ migration: Migration) throws(DatabaseError) {
        do {
            try execute(script: migration.sql)
        } catch {
            throw DatabaseError(
                error.kind, code: error.code, message: "migration \(migration.version): \(error.message)",
                sql: error.sql, path: path)
        }
        let violations = try start("SELECT \"table\", parent FROM pragma_foreign_key_check", [])
        defer { violations.reset() }
        if try violations.step() {
            let row = Row(of: violations)
            let (table, parent): (String, String) = (try row[0], try row[1])
            throw DatabaseError(
                .constraint, code: SQLITE_CONSTRAINT,
                message:
                    "migration \(migration.version): rows of `\(table)` refer to rows of `\(parent)` that do not exist",
                path: path)
        }
    }

    /// Whether nothing is left to do.
    /// - Throws: where the file is of another application, or of a newer program.
    private func isCurrent(_ identity: FileIdentity, for schema: Schema) throws(DatabaseError) -> Bool {
        if identity.isBlank { return false }
        guard identity.applicationID == schema.applicationID else {
            throw DatabaseError(
                .otherApplication(id: identity.applicationID), code: SQLITE_NOTADB,
                message: "application id \(identity.applicationID)", path: path)
        }
        guard identity.version <= schema.version else {
            throw DatabaseError(
                .newerSchema(found: identity.version, known: schema.version), code: SQLITE_SCHEMA,
                message: "schema \(identity.version)", path: path)
        }
        return identity.version == schema.version && identity.isLogged
    }
}
