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
