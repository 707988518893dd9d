internal import Glibc

/// Makes a sound database of what can be read of a damaged one, and keeps the damaged one beside it.
///
/// Tables are read row by row from both ends, up to where the damage begins; a row that refers to a lost one, or holds what
/// its column can't, is left out. Readers and writers see the old file or the new one, whatever happens in between.
public struct DatabaseRebuild: Sendable {
    /// What became of one table.
    public struct Table: Hashable, Sendable {
        public let name: String
        /// The rows that the new file has.
        public let rows: Int
        /// The rows that could be read and not be taken over.
        public let refused: Int
        /// Whether there was more that could not be read.
        public let isIncomplete: Bool
    }

    /// The tables, in the order of the schema.
    public let tables: [Table]
    /// Where the damaged file is now.
    public let damagedFile: String

    /// Rebuilds a file; writers of other processes wait until that is done.
    /// - Parameters:
    ///   - path: The file.
    ///   - schema: What the new file becomes.
    ///   - check: Looks at the new file before it takes the place of the old one, and throws where that must not be.
    /// - Throws: `newerSchema` or `otherApplication` where the file says so; a ``DatabaseError`` where the new file can't be
    ///   written; what the check throws. Then the old file is as it was.
    public init(of path: String, schema: Schema, check: (inout Connection) throws -> Void = { _ in }) throws {
        let path =
            realpath(path, nil).map { resolved in
                defer { free(resolved) }
                return String(cString: resolved)
            } ?? path
        var lock = WriteLock(ofDatabase: path)
        try lock.take()
        defer { lock.release() }
        let unfinished = path + ".rebuilt"
        let parts = ["", "-wal", "-shm", "-lock"].map { unfinished + $0 }
        for part in parts { unlink(part) }
        defer { for part in parts { unlink(part) } }
        tables = try Self.copy(path, to: unfinished, schema, check)
        try synchronize(unfinished)
        try Self.complete(path)
        damagedFile = try Self.replace(path, by: unfinished)
    }

    private static func copy(
        _ path: String, to unfinished: String, _ schema: Schema, _ check: (inout Connection) throws -> Void
    ) throws -> [Table] {
        var source = try Connection(path: path, access: .readOnly)
        if let identity = try? FileIdentity(of: &source) { try Self.refuse(identity, schema, path) }
        var copy = try Connection(path: unfinished, schema: schema)
        let names: [String] = try copy.query(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        ) { try $0[0] }
        var tables: [Table] = []
        try copy.transaction { copy in
            for name in names {
                var table = try TableCopy(name, &copy)
                tables.append(try table.run(from: &source, to: &copy))
            }
        }
        try check(&copy)
        // Without its log the file stands alone.
        try copy.checkpoint()
        return tables
    }

    /// Refuses a file whose beginning says that it is none of ours to touch.
    private static func refuse(_ identity: FileIdentity, _ schema: Schema, _ path: String) throws(DatabaseError) {
        if identity.applicationID != 0, identity.applicationID != schema.applicationID {
            throw DatabaseError(
                .otherApplication(id: identity.applicationID), code: 0, message: "another application", path: path)
        }
        if identity.version > schema.version {
            throw DatabaseError(
                .newerSchema(found: identity.version, known: schema.version), code: 0, message: "a newer schema",
                path: path)
        }
    }

    /// Moves what is in the log alone into the damaged file.
    ///
    /// The file and its log can't both be replaced at once: whoever is killed in between leaves a file without its log,
    /// which must then have all that is in it.
    private static func complete(_ path: String) throws(DatabaseError) {
        do throws(DatabaseError) {
            let damaged = try Connection(path: path, access: .readWrite, busyTimeout: 10_000, isMade: false)
            try damaged.waitForDisk()
            try damaged.completeFile()
        } catch {
            // Nothing goes into a file that was cut short, or whose beginning is gone, of which no row can be read either.
            guard error.kind == .corrupt || error.kind == .notADatabase else { throw error }
        }
    }

    /// Gives the new file its place; at each moment there is a file of that name.
    private static func replace(_ path: String, by new: String) throws -> String {
        var kept = path + ".bad"
        var number = 2
        while access(kept, F_OK) == 0 {
            kept = "\(path).bad-\(number)"
            number += 1
        }
        try keep(path, as: kept)
        // The log belongs to the damaged file, and would be taken for the new one's.
        if access(path + "-wal", F_OK) == 0 { try move(path + "-wal", to: kept + "-wal") }
        try remove(path + "-shm")
        // Whatever the disk does first, it never has the new file beside the old log.
        try synchronize(folder(of: path))
        try move(new, to: path)
        try synchronize(folder(of: path))
        return kept
    }
}
