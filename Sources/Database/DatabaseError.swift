internal import CSQLite
internal import Glibc

/// A failure of a database: what happened, in which file, and while running which statement.
public struct DatabaseError: Error, Equatable {
    /// The failures that a caller, or the person before the screen, answers differently.
    public enum Kind: Equatable, Sendable {
        /// The disk, or the quota, is full.
        case diskFull
        /// The file or its folder may not be written, or the connection was opened for reading.
        case readOnly
        /// The file is something else than an SQLite database.
        case notADatabase
        /// The file is an SQLite database whose content is damaged.
        case corrupt
        /// Another program holds the database for longer than the busy timeout.
        case locked
        /// The file, or one beside it, cannot be opened.
        case cannotOpen
        /// The file system of the file has no locks.
        case withoutLocks
        /// A row breaks a constraint of its table.
        case constraint
        /// Reading or writing the file failed.
        case inputOutput
        /// A newer program has migrated the file beyond what this one knows.
        case newerSchema(found: Int, known: Int)
        /// The file awaits a migration, which a connection for reading cannot do.
        case olderSchema(found: Int, known: Int)
        /// The file is a database of another application.
        case otherApplication(id: Int32)
        /// A column holds a value that the type asked for cannot represent.
        case unexpectedValue
        /// The statement, or the way it is run, is wrong.
        case misuse
        /// Anything else; see the code and the message.
        case other
    }

    /// What went wrong, in terms of what can be done about it.
    public let kind: Kind
    /// The extended result code of SQLite.
    public let code: Int32
    /// What SQLite, or this module, says about it.
    public let message: String
    /// The statement that was running, without its values.
    public let sql: String?
    /// The file of the database.
    public let path: String

    init(_ kind: Kind, code: Int32, message: String, sql: String? = nil, path: String) {
        self.kind = kind
        self.code = code
        self.message = message
        self.sql = sql
        self.path = path
    }
}

extension DatabaseError.Kind {
    /// Derives the kind from a result code and, where SQLite failed on a system call, from its `errno`.
    init(code: Int32, systemError: Int32 = 0) {
        switch code & 0xff {
        case SQLITE_IOERR where systemError == ENOSPC || systemError == EDQUOT,
            SQLITE_CANTOPEN where systemError == ENOSPC || systemError == EDQUOT,
            SQLITE_FULL:
            self = .diskFull
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_CANTOPEN where systemError == EROFS, SQLITE_IOERR where systemError == EROFS: self = .readOnly
        case SQLITE_NOTADB: self = .notADatabase
        case SQLITE_CORRUPT: self = .corrupt
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .locked
        case SQLITE_CANTOPEN, SQLITE_PERM: self = .cannotOpen
        case SQLITE_CONSTRAINT: self = .constraint
        case SQLITE_IOERR: self = .inputOutput
        case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_MISMATCH: self = .misuse
        default: self = .other
        }
    }
}
