internal import CFileSystem
internal import Glibc
internal import SyncPoints

/// Giving a file its name once it is whole.
extension Files {
    /// A name beside a file's, for what is to become the file; ``isAbandoned(_:)`` knows it.
    static func temporary(for path: String) -> String {
        "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).part"
    }

    /// Tells whether a file is what a process was writing when it was killed, and nobody will give its final name.
    /// - Parameter name: Its name, or its path.
    /// - Returns: Whether a process that is gone gave the name to what it had not finished.
    public static func isAbandoned(_ name: String) -> Bool {
        let parts = name.split(separator: ".")
        guard parts.count >= 4, parts.last == "part", UInt32(parts[parts.count - 2]) != nil,
            let pid = Int32(parts[parts.count - 3]), pid > 0
        else { return false }
        return kill(pid, 0) != 0 && errno == ESRCH
    }

    /// Gives a file another name on the same file system, which nothing has yet.
    /// - Parameters:
    ///   - path: The file.
    ///   - other: Its new name.
    /// - Throws: ``SystemError`` where something has the name already, or the system refuses.
    public static func rename(_ path: String, toFree other: String) throws(SystemError) {
        SyncPoint.fileChange.reach("rename \(path) to \(other)")
        if renameat2(AT_FDCWD, path, AT_FDCWD, other, UInt32(RENAME_NOREPLACE)) == 0 { return }
        guard errno == EINVAL || errno == ENOSYS else { throw SystemError("give the name '\(other)' to", path) }
        // Not every file system can do that; most of these can give a file a second name.
        if Glibc.link(path, other) == 0 {
            unlink(path)
            return
        }
        let code = errno
        throw [EPERM, EOPNOTSUPP, ENOSYS].contains(code)
            ? SystemError(SystemError.placing, other, code: code)
            : SystemError("give the name '\(other)' to", path, code: code)
    }

    /// Gives a file another name, which nothing has yet, be it on the same file system or not.
    ///
    /// On another one the disk has the content when the file gets its name.
    /// - Parameters:
    ///   - path: The file.
    ///   - other: Its new name.
    /// - Throws: ``SystemError`` where something has the name already, or the system refuses.
    public static func move(_ path: String, toFree other: String) throws(SystemError) {
        do throws(SystemError) { return try rename(path, toFree: other) } catch {
            guard error.code == EXDEV else { throw error }
        }
        let copy = temporary(for: other)
        do throws(SystemError) {
            try Files.copy(path, to: copy)
            try synchronize(copy)
            try rename(copy, toFree: other)
        } catch {
            unlink(copy)
            throw error
        }
        try remove(path)
    }
}
