/// A connection that the tasks of a program use in turn.
///
/// The actor runs on a thread of its own, so that neither the disk nor another process's transaction holds up the
/// program's other tasks.
public actor SharedConnection {
    private var connection: Connection
    private let executor = BlockingExecutor(label: "database")

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Takes a connection over.
    public init(_ connection: consuming sending Connection) { self.connection = connection }

    /// Runs queries that all see the database at one moment.
    public func read<Result: Sendable>(
        _ body: sending (inout Connection) throws -> Result
    ) throws -> Result {
        try connection.snapshot(body)
    }

    /// Runs a transaction: all of it is committed, or nothing where the closure throws.
    @discardableResult
    public func write<Result: Sendable>(
        _ body: sending (inout Connection) throws -> Result
    ) throws -> Result {
        try connection.transaction(body)
    }

    /// Copies the log into the file and empties it; false where a reader still needs the log.
    @discardableResult
    public func checkpoint() throws(DatabaseError) -> Bool { try connection.checkpoint() }

    /// Copies the database, as it is now, to a file of its own that stands alone.
    /// - Parameter destination: The path of the copy; a file that is there is replaced.
    /// - Throws: A ``DatabaseError`` where the copy can't be written.
    public func backUp(to destination: String) throws(DatabaseError) { try connection.backUp(to: destination) }
}
