internal import Glibc
internal import SyncPoints

/// Waits until the disk has a file, or the names in a folder.
func synchronize(_ path: String) throws(DatabaseError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    SyncPoint.fileChange.reach("synchronize \(path)")
    guard file >= 0, fsync(file) == 0 else {
        let systemError = errno
        throw DatabaseError(
            .inputOutput, code: 0, message: "it cannot be written to the disk: \(systemMessage(systemError))",
            path: path)
    }
}

/// Gives a file another name, replacing a file of that name.
func move(_ path: String, to other: String) throws(DatabaseError) {
    SyncPoint.fileChange.reach("rename \(path) to \(other)")
    guard rename(path, other) == 0 else { throw failure("cannot be given the name '\(other)'", path) }
}

/// Gives a file a second name.
func keep(_ path: String, as other: String) throws(DatabaseError) {
    SyncPoint.fileChange.reach("link \(other)")
    guard link(path, other) == 0 else { throw failure("cannot be kept as '\(other)'", path) }
}

/// Removes a file, where there is one.
func remove(_ path: String) throws(DatabaseError) {
    SyncPoint.fileChange.reach("remove \(path)")
    guard unlink(path) == 0 || errno == ENOENT else { throw failure("cannot be removed", path) }
}

/// The error for the system call that failed just now.
private func failure(_ what: String, _ path: String) -> DatabaseError {
    let systemError = errno
    return DatabaseError(
        .inputOutput, code: 0, message: "the file \(what): \(systemMessage(systemError))", path: path)
}

/// The folder that a file is in.
func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Looks why no file can be made beside another one.
/// - Returns: The number of the system's error; `nil` where one can be made.
func obstacle(beside path: String) -> Int32? {
    let trial = "\(path)-\(getpid())"
    let file = open(trial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return errno }
    close(file)
    unlink(trial)
    return nil
}
