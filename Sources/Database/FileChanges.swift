internal import Glibc

/// Waits until the disk has a file, or the names in a folder.
func synchronize(_ path: String) throws(DatabaseError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    guard file >= 0, fsync(file) == 0 else {
        let systemError = errno
        throw DatabaseError(
            .inputOutput, code: 0, message: "it cannot be written to the disk: \(systemMessage(systemError))",
            path: path)
    }
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
