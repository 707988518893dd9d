/// A connection to one SQLite file, which exactly one place of the program owns.
///
/// It cannot be copied, so the compiler rejects whatever would share it between two tasks; give it to a
/// ``SharedConnection`` where tasks take turns. Reading needs no ceremony and never waits for a writer. Writing happens in
/// ``transaction(_:)`` alone, one writer at a time across all processes.
///
/// ```swift
/// var connection = try Connection(path: "registry.sqlite", schema: .current)
/// try connection.transaction { connection in
///     try connection.execute("INSERT INTO runs (id, status) VALUES (?, ?)", id, Status.running)
/// }
/// ```
///
/// A commit is on the disk when `transaction` returns (write-ahead log, `synchronous=FULL`); foreign keys are enforced.
/// The newest commits may live in `<file>-wal` until a checkpoint: see ``checkpoint()`` before copying the file alone.
public struct Connection: ~Copyable {
    /// What the connection may do with the file.
    public enum Access: Sendable {
        /// Reads an existing file.
        case readOnly
        /// Reads and writes; the file is made where there is none, its folder is not.
        case readWrite
    }

    enum State {
        case idle, reading, writing
    }

    let access: Access
    /// How long a lock of SQLite's own is waited for, in milliseconds: strangers alone take it without the write lock.
    let busyTimeout: Int32
    /// What the file is expected to be.
    let schema: Schema?
    var handle: Handle
    var statements: StatementCache
    var lock: WriteLock
    var state: State
    /// The frames in the log from which on a transaction ends with a checkpoint; SQLite's own default.
    var checkpointThreshold: Int

    /// Opens a file: one of an application, made or migrated to the newest version where need be, or any file at all.
    ///
    /// With a schema, a missing file is made, and an older one is copied to `<file>.v<version>.bak` before all missing
    /// migrations run in one transaction. Opening a current file writes nothing. Any number of processes may do this at once.
    ///
    /// - Parameters:
    ///   - path: A path as the file system understands it; the folder exists.
    ///   - access: What the connection may do; one for reading refuses an older file instead of migrating it.
    ///   - schema: What the file is expected to be; without it nothing is looked at before the first statement.
    /// - Throws: `cannotOpen`; with a schema also `newerSchema`, `otherApplication` or `notADatabase`, without having
    ///   written anything, and whatever a migration may fail with.
    public init(path: String, access: Access = .readWrite, schema: Schema? = nil) throws(DatabaseError) {
        // An initializer of a noncopyable type cannot throw once `self` is complete, so that another value is prepared.
        var connection = try Connection(path: path, access: access, busyTimeout: 10_000, schema: schema)
        if let schema { try connection.migrate(to: schema) }
        self = connection
    }

    init(
        path: String, access: Access, busyTimeout: Int32, schema: Schema? = nil, isMade: Bool = true
    ) throws(DatabaseError) {
        self.access = access
        self.busyTimeout = busyTimeout
        self.schema = schema
        handle = try Handle(path: path, access: access, isMade: isMade && access == .readWrite)
        handle.setBusyTimeout(busyTimeout)
        lock = WriteLock(ofDatabase: handle.path)
        statements = StatementCache()
        state = .idle
        checkpointThreshold = 1000
    }

    /// The absolute path of the file, with symbolic links resolved.
    public var path: String { handle.path }
}
