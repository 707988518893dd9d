internal import Glibc

/// A file that only its owner may look into: for keys and passwords.
public enum PrivateFile {
    /// The most bytes that are read of one.
    private static let limit = 1 << 20

    /// Reads a whole file, and refuses one that others may have read.
    /// - Parameter path: The file.
    /// - Returns: What it contains.
    /// - Throws: ``PrivateFileError`` where it can't be read, belongs to another user, or is open to others.
    public static func read(_ path: String) throws(PrivateFileError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .system(SystemError("open", path)) }
        defer { close(file) }
        // The open file is looked at, so that nobody can put another in its place in between.
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .system(SystemError("look at", path)) }
        if let problem = problem(status, path) { throw problem }
        var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), limit))
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw .system(SystemError("read", path)) }
        return Array(bytes.prefix(count))
    }

    /// Looks at a file without reading it.
    /// - Parameter path: The file.
    /// - Throws: ``PrivateFileError``, as ``read(_:)`` does.
    public static func check(_ path: String) throws(PrivateFileError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .system(SystemError("look at", path)) }
        if let problem = problem(status, path) { throw problem }
    }

    /// Makes a file that must not be there yet, whole or not at all, and waits until the disk has it.
    /// - Parameters:
    ///   - path: The file.
    ///   - bytes: What it contains.
    /// - Throws: ``PrivateFileError`` where it can't be made; where another process made it meanwhile, its code is `EEXIST`.
    public static func create(_ path: String, _ bytes: [UInt8]) throws(PrivateFileError) {
        let temporary = Files.temporary(for: path)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(SystemError("create", path)) }
        defer {
            close(file)
            unlink(temporary)
        }
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw .system(SystemError("write", path))
        }
        do throws(SystemError) {
            try Files.rename(temporary, toFree: path)
            try Files.synchronize(Files.folder(of: path))
        } catch { throw .system(error) }
    }

    private static func problem(_ status: stat, _ path: String) -> PrivateFileError? {
        guard status.st_mode & S_IFMT == S_IFREG else { return .noFile(path: path) }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { return .foreign(path: path) }
        let mode = UInt32(status.st_mode & 0o777)
        return mode & 0o077 == 0 ? nil : .shared(path: path, mode: mode)
    }
}

/// Why a file is not taken for a private one.
public enum PrivateFileError: Error, Hashable, CustomStringConvertible {
    /// A call of the system failed.
    case system(SystemError)
    /// It is a folder, a pipe or something else.
    case noFile(path: String)
    /// It belongs to a user who is neither this one nor root.
    case foreign(path: String)
    /// Others than its owner may read or change it.
    case shared(path: String, mode: UInt32)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .system(let error): error.description
        case .noFile(let path): "'\(path)' is no file"
        case .foreign(let path): "'\(path)' belongs to another user; make a file of your own with the mode 600"
        case .shared(let path, let mode):
            "'\(path)' is open to others than its owner (mode \(String(mode, radix: 8))); "
                + "close it with: chmod 600 '\(path)'"
        }
    }
}
