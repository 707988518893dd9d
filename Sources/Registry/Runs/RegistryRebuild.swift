internal import Database
public import Execution

/// A registry that was rebuilt from what could be read of a damaged one.
public struct RegistryRebuild: Sendable {
    /// What became of one table.
    public struct Table: Hashable, Sendable {
        /// Its name in the file.
        public let name: String
        /// The rows that the registry has now.
        public let rows: Int
        /// The rows that could be read, and refer to something that is lost.
        public let refused: Int
        /// Whether there was more that could not be read.
        public let isIncomplete: Bool
    }

    /// The tables, in the order of the schema.
    public let tables: [Table]
    /// Where the damaged file is kept.
    public let damagedFile: String

    /// Whether every row was taken over: then only what is made of rows, such as an index, was damaged.
    public var isComplete: Bool { tables.allSatisfy { !$0.isIncomplete && $0.refused == 0 } }

    /// Rebuilds a registry, and keeps the damaged file beside it.
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - isAlive: Whether a process, as `pid:start:boot:namespace`, still runs.
    ///   - check: Throws what else keeps the file from being replaced; asked where no run is recorded as being at work.
    /// - Throws: ``RegistryError`` where a run is at work, `DatabaseError` for a file of a newer program or of another
    ///   application, and where the new file can't be written; then nothing has changed.
    public init(path: String, isAlive: (ProcessText) -> Bool, check: () throws -> Void = {}) throws {
        let rebuild = try DatabaseRebuild(of: path, schema: .registry) { copy in
            let running: [(run: String, process: ProcessText)] = try copy.query(
                "SELECT id, process FROM run WHERE status = 'running'"
            ) { (try $0[0], try $0[1]) }
            if let run = running.first(where: { isAlive($0.process) })?.run { throw RegistryError(.atWork(run)) }
            try check()
        }
        tables = rebuild.tables.map {
            Table(name: $0.name, rows: $0.rows, refused: $0.refused, isIncomplete: $0.isIncomplete)
        }
        damagedFile = rebuild.damagedFile
    }
}
