internal import Database
public import Execution
internal import FileSystem
internal import Synchronization

/// The record of all runs, results, metrics and models of a project: one SQLite file.
///
/// A run writes to it as its journal and looks for earlier results in it; commands ask it what happened. Any number of
/// processes may use one file at once. Its tables are documented in the file: `sqlite3 registry.sqlite .schema`.
///
/// Errors are ``RegistryError`` where the caller asked for something that is not there, and `DatabaseError` otherwise.
public final class Registry: Sendable {
    let connection: SharedConnection
    /// What is recorded already and waits for a transaction to come along.
    let pending = Mutex(PendingRecords())
    let isAlive: @Sendable (ProcessText) -> Bool

    /// Opens the registry; makes the file, and its folder, where there is none, and migrates an older one.
    /// - Parameters:
    ///   - path: The path of the file; other files beside it begin with its name.
    ///   - isAlive: Whether a process, as `pid:start:boot:namespace`, still runs.
    /// - Throws: `DatabaseError`, for a file of a newer program or of another application without having written anything.
    public init(path: String, isAlive: @escaping @Sendable (ProcessText) -> Bool) throws {
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try Folders.create(String(path[..<slash]))
        }
        connection = SharedConnection(try Connection(path: path, schema: .registry))
        self.isAlive = isAlive
    }

    /// Writes, in one transaction, what waits and what the closure does.
    ///
    /// Where that fails, nothing is written, and what waited waits for the next transaction.
    @discardableResult
    func write<Result: Sendable>(
        _ body: @Sendable (inout Connection) throws -> Result
    ) async throws -> Result {
        let ticket = pending.withLock { $0.ticket() }
        do {
            // Records are taken in the transaction, so that they are written in the order in which they came.
            let result = try await connection.write { connection in
                let records = pending.withLock { $0.take(for: ticket) }
                try connection.write(records)
                return try body(&connection)
            }
            pending.withLock { $0.forget(ticket) }
            return result
        } catch {
            pending.withLock { $0.putBack(ticket) }
            throw error
        }
    }

    /// Runs queries that see the registry at one moment.
    func read<Result: Sendable>(_ body: @Sendable (inout Connection) throws -> Result) async throws -> Result {
        try await connection.read { connection in try body(&connection) }
    }
}
