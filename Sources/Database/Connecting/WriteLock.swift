internal import CSQLite
internal import Glibc

/// The lock that writers and checkpoints of all processes take in turn: a `flock` on the file `<database>-lock`.
///
/// SQLite from 3.7.0 to 3.51.2 can damage a database when one connection resets the log while another writes or
/// checkpoints. Its own lock does not prevent that; this one does, and lets waiting writers in the order in which they came
/// where SQLite's busy handler polls. A kernel lock dies with its process, so that nobody ever needs to remove it.
struct WriteLock: ~Copyable {
    private let path: String
    private var descriptor: Int32 = -1

    /// Prepares the lock of a database; its file is opened, or made, when it is first taken.
    init(ofDatabase path: String) { self.path = path + "-lock" }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Waits for the lock and takes it.
    mutating func take() throws(DatabaseError) {
        while true {
            if descriptor < 0 { try openFile() }
            while flock(descriptor, LOCK_EX) != 0 {
                guard errno == EINTR else { throw failure("cannot be locked", errno) }
            }
            if isFileInPlace() { return }
            // Somebody removed the file, so that a newcomer would lock another one.
            close(descriptor)
            descriptor = -1
        }
    }

    func release() { flock(descriptor, LOCK_UN) }

    private mutating func openFile() throws(DatabaseError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure("cannot be opened", errno) }
    }

    private func isFileInPlace() -> Bool {
        var held = stat()
        var named = stat()
        return fstat(descriptor, &held) == 0 && stat(path, &named) == 0
            && held.st_ino == named.st_ino && held.st_dev == named.st_dev
    }

    private func failure(_ what: String, _ systemError: Int32) -> DatabaseError {
        let kind: DatabaseError.Kind =
            switch systemError {
            case ENOSPC, EDQUOT: .diskFull
            case EROFS, EACCES, EPERM: .readOnly
            case ENOLCK, EOPNOTSUPP, ENOSYS: .withoutLocks
            case EIO: .inputOutput
            default: .cannotOpen
            }
        return DatabaseError(
            kind, code: SQLITE_CANTOPEN, message: "the lock file \(what): \(systemMessage(systemError))", path: path)
    }
}

/// The system's text for an error number, which is English as long as the program sets no locale.
func systemMessage(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
