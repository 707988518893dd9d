internal import CSQLite
internal import SyncPoints

extension Connection {
    /// Runs a closure that reads and writes, and commits all it did, or nothing where it throws.
    ///
    /// The closure has the database for itself: writers of other processes wait, without a time limit, for their turn;
    /// readers go on. It is therefore short, and does no other work. Transactions do not nest.
    /// - Throws: what the closure throws, or a ``DatabaseError``; then nothing has changed.
    @discardableResult
    public mutating func transaction<Result>(
        _ body: (inout Connection) throws -> Result
    ) throws -> Result {
        try lockForWriting()
        defer { lock.release() }
        let result = try perform(body, in: .writing)
        checkpointLongLog()
        return result
    }

    /// Runs a closure whose queries all see the database at one moment, whatever others commit meanwhile.
    ///
    /// Within a transaction, or within another snapshot, it sees what that sees.
    public mutating func snapshot<Result>(
        _ body: (inout Connection) throws -> Result
    ) throws -> Result {
        guard state == .idle else { return try body(&self) }
        try followPath()
        return try perform(body, in: .reading)
    }

    /// Copies the log into the file and empties it; false where a reader still needs the log.
    ///
    /// Transactions do this by themselves as the log grows. Call it before the file is copied alone.
    @discardableResult
    public mutating func checkpoint() throws(DatabaseError) -> Bool {
        try lockForWriting()
        defer { lock.release() }
        do throws(DatabaseError) { try copyLog(SQLITE_CHECKPOINT_TRUNCATE) } catch {
            guard error.kind == .locked else { throw error }
            return false
        }
        return true
    }

    /// Copies the log into the file, and leaves the log as it is; the caller holds the write lock.
    /// - Throws: `locked` where a reader still needs what the file has now.
    func completeFile() throws(DatabaseError) { try copyLog(SQLITE_CHECKPOINT_FULL) }

    private func copyLog(_ mode: Int32) throws(DatabaseError) {
        // SQLite learns that there is a log when it first reads the file.
        try unguarded("PRAGMA schema_version")
        SyncPoint.statement.reach("checkpoint")
        let code = sqlite3_wal_checkpoint_v2(handle.pointer, nil, mode, nil, nil)
        guard code == SQLITE_OK else { throw DatabaseError(of: handle.pointer, path: path) }
    }

    /// Runs a closure while no process writes to a database, be it there or not.
    ///
    /// Whoever waits to write looks afterwards which file has the path by then.
    /// - Parameters:
    ///   - path: The path of the file; its folder exists.
    ///   - body: What is done meanwhile.
    /// - Returns: What the closure returns.
    /// - Throws: A ``DatabaseError`` where the lock can't be taken, and what the closure throws.
    public static func withoutWriters<Result>(
        ofDatabase path: String, _ body: () throws -> Result
    ) throws -> Result {
        var lock = WriteLock(ofDatabase: path)
        try lock.take()
        defer { lock.release() }
        return try body()
    }

    mutating func lockForWriting() throws(DatabaseError) {
        guard access == .readWrite else {
            throw DatabaseError(.readOnly, code: SQLITE_READONLY, message: "opened for reading", path: path)
        }
        precondition(state == .idle, "a transaction within a transaction or snapshot of \(path)")
        try lock.take()
        do throws(DatabaseError) { try followPath() } catch {
            lock.release()
            throw error
        }
    }

    private mutating func perform<Result>(
        _ body: (inout Connection) throws -> Result, in newState: State
    ) throws -> Result {
        try begin(newState)
        do {
            let result = try body(&self)
            try commit()
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Begins a transaction; the caller holds the write lock where it is for writing.
    mutating func begin(_ newState: State) throws(DatabaseError) {
        // A deferred transaction that turns to writing would fail at once where another one has just written.
        try unguarded(newState == .writing ? "BEGIN IMMEDIATE" : "BEGIN")
        state = newState
    }

    mutating func commit() throws(DatabaseError) {
        try unguarded("COMMIT")
        state = .idle
    }

    mutating func rollBack() {
        state = .idle
        // A full disk makes SQLite roll back by itself. A failure to do so adds nothing to the error that led here.
        if sqlite3_get_autocommit(handle.pointer) == 0 { try? unguarded("ROLLBACK") }
    }

    /// Moves what it can of a long log into the file, and empties the log where no reader needs it, without waiting for any.
    ///
    /// The log is emptied, not only moved, because the first process that opens the file reads all of it. The transaction before
    /// is committed and durable already, so a failure here is none of that; the next transaction tries again.
    private func checkpointLongLog() {
        guard handle.framesInLog >= checkpointThreshold else { return }
        SyncPoint.statement.reach("checkpoint")
        handle.setBusyTimeout(0)
        defer { handle.setBusyTimeout(busyTimeout) }
        sqlite3_wal_checkpoint_v2(handle.pointer, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    }
}
