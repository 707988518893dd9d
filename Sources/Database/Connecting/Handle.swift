internal import CSQLite

/// An open SQLite database, closed with its owner.
struct Handle: ~Copyable {
    let pointer: OpaquePointer
    /// The absolute path with symbolic links resolved, on which all processes agree.
    let path: String
    /// The frames in the log after the newest commit of this connection.
    private let loggedFrames: UnsafeMutablePointer<Int32>

    /// Opens a file; it is made, where there is none and that is allowed.
    init(path: String, access: Connection.Access, isMade: Bool) throws(DatabaseError) {
        var opened: OpaquePointer?
        let flags =
            (access == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | (isMade ? SQLITE_OPEN_CREATE : 0)
        // One owner at a time is what the compiler checks, so that SQLite's own mutexes would only cost time.
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let pointer = opened else {
            let error =
                opened.map { DatabaseError(of: $0, path: path, isMade: isMade) }
                ?? DatabaseError(.other, code: code, message: String(cString: sqlite3_errstr(code)), path: path)
            sqlite3_close_v2(opened)
            throw error
        }
        self.pointer = pointer
        self.path = sqlite3_db_filename(pointer, "main").map { String(cString: $0) } ?? path
        loggedFrames = .allocate(capacity: 1)
        loggedFrames.initialize(to: 0)
        csqlite_configure(pointer, SQLITE_DBCONFIG_ENABLE_FKEY, 1)
        csqlite_configure(pointer, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        // The hook takes the place of the automatic checkpoint, which would run outside the write lock.
        sqlite3_wal_hook(
            pointer,
            { frames, _, _, count in
                frames?.storeBytes(of: count, as: Int32.self)
                return SQLITE_OK
            }, loggedFrames)
    }

    deinit {
        sqlite3_close_v2(pointer)
        loggedFrames.deallocate()
    }

    /// Whether another file has the path by now, or none.
    var hasMoved: Bool {
        var hasMoved: Int32 = 0
        return sqlite3_file_control(pointer, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved) == SQLITE_OK && hasMoved != 0
    }

    /// The frames that the log held after the newest commit of this connection.
    var framesInLog: Int { Int(loggedFrames.pointee) }

    /// Sets how long a lock of SQLite's own is waited for, in milliseconds.
    func setBusyTimeout(_ milliseconds: Int32) { sqlite3_busy_timeout(pointer, milliseconds) }

    func enforceForeignKeys(_ enforced: Bool) {
        csqlite_configure(pointer, SQLITE_DBCONFIG_ENABLE_FKEY, enforced ? 1 : 0)
    }

    /// Compiles the first statement of a text; `nil` where there is none but blanks and comments.
    func compile(
        _ sql: Substring, persistent: Bool
    ) throws(DatabaseError) -> (statement: Statement, rest: Substring)? {
        var text = sql
        var pointer: OpaquePointer?
        var used = 0
        let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let code = text.withUTF8 { bytes -> Int32 in
            guard let start = bytes.baseAddress else { return SQLITE_OK }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(self.pointer, start, Int32(bytes.count), flags, &pointer, &tail)
                used = tail.map { $0 - start } ?? bytes.count
                return code
            }
        }
        let end = text.utf8.index(text.startIndex, offsetBy: used)
        guard code == SQLITE_OK else {
            // After a syntax error the rest begins at the token that SQLite stumbled over, not at the next statement.
            let read = text[..<end]
            let statement = read.last == ";" ? read.dropLast() : read + text[end...].prefix { $0 != ";" }
            throw DatabaseError(of: self.pointer, sql: String(statement), path: path)
        }
        guard let pointer else { return nil }
        return (Statement(pointer, sql: String(text[..<end]), path: path), text[end...])
    }

    func misuse(_ message: String, sql: String? = nil) -> DatabaseError {
        DatabaseError(.misuse, code: SQLITE_MISUSE, message: message, sql: sql, path: path)
    }
}
