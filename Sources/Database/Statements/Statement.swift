internal import CSQLite
internal import Glibc

/// A compiled statement, finalised with its last reference.
final class Statement {
    let pointer: OpaquePointer
    let sql: String
    let path: String
    let isReadOnly: Bool

    init(_ pointer: OpaquePointer, sql: String, path: String) {
        self.pointer = pointer
        self.sql = sql
        self.path = path
        isReadOnly = sqlite3_stmt_readonly(pointer) != 0
    }

    deinit { sqlite3_finalize(pointer) }

    func bind(_ values: [any DatabaseValue]) throws(DatabaseError) {
        let expected = Int(sqlite3_bind_parameter_count(pointer))
        guard values.count == expected else {
            throw misuse("the statement takes \(expected) values, not \(values.count)")
        }
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            let code =
                switch value.stored {
                case .null: sqlite3_bind_null(pointer, index)
                case .integer(let value): sqlite3_bind_int64(pointer, index, value)
                case .real(let value) where value.isNaN:
                    throw misuse("value \(index) is not a number (NaN), which SQLite would store as NULL")
                case .real(let value): sqlite3_bind_double(pointer, index, value)
                case .text(var text):
                    text.withUTF8 { csqlite_bind_text(pointer, index, $0.baseAddress, UInt64($0.count)) }
                case .blob(let bytes):
                    bytes.withUnsafeBytes { csqlite_bind_blob(pointer, index, $0.baseAddress, UInt64($0.count)) }
                }
            guard code == SQLITE_OK else { throw failure() }
        }
    }

    /// Advances to the next row; false when there is none.
    func step() throws(DatabaseError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure()
        }
    }

    /// Makes the statement ready for the next run, and drops the locks and the values that it holds.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    func misuse(_ message: String) -> DatabaseError {
        DatabaseError(.misuse, code: SQLITE_MISUSE, message: message, sql: sql, path: path)
    }

    private func failure() -> DatabaseError {
        DatabaseError(of: sqlite3_db_handle(pointer), sql: sql, path: path)
    }
}

extension DatabaseError {
    /// The error that a connection has just met, perhaps while its file was to be made.
    init(of database: OpaquePointer?, sql: String? = nil, path: String, isMade: Bool = false) {
        let last = errno
        let code = sqlite3_extended_errcode(database)
        var systemError = sqlite3_system_errno(database)
        // SQLite does not keep why a commit failed; the number is still that of the call that did.
        if systemError == 0, csqlite_is_writing(code) != 0 { systemError = last }
        // A file that can't be made SQLite then tries to open for reading, and keeps the error of that.
        if code & 0xff == SQLITE_CANTOPEN, systemError == ENOENT, isMade || sqlite3_db_readonly(database, "main") == 0 {
            systemError = obstacle(beside: path) ?? systemError
        }
        var message = String(cString: sqlite3_errmsg(database))
        if code & 0xff == SQLITE_CANTOPEN || code & 0xff == SQLITE_IOERR, systemError != 0 {
            message += ": \(systemMessage(systemError))"
        }
        self.init(.init(code: code, systemError: systemError), code: code, message: message, sql: sql, path: path)
    }
}
