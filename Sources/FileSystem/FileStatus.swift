internal import Glibc

/// What the file system tells about a file without opening it.
public struct FileStatus: Hashable, Sendable {
    /// What stands at a path.
    public enum Kind: Hashable, Sendable { case file, folder, link, other }

    public let kind: Kind
    public let device: UInt64
    public let inode: UInt64
    /// The size in bytes.
    public let size: Int64
    /// When the content was last changed, in nanoseconds since 1970.
    public let modified: Int64
    /// When content, name or permissions were last changed, in nanoseconds since 1970; no program can set it.
    public let changed: Int64
    /// How many names it has.
    public let linkCount: Int
    /// Whether the owner may execute it.
    public let isExecutable: Bool

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
        linkCount = Int(status.st_nlink)
        isExecutable = status.st_mode & S_IXUSR != 0
    }

    /// Looks at a path, following links.
    public init(of path: String) throws(SystemError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemError("look at", path) }
        self.init(status)
    }

    /// Looks at a path, or at a link itself.
    public init(ofLink path: String) throws(SystemError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SystemError("look at", path) }
        self.init(status)
    }

    /// Looks at a name in an open folder, or at a link itself; `nil` with `errno` set where that fails.
    public init?(name: UnsafePointer<CChar>, in folder: Int32) {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(status)
    }

    /// Returns what stands at a path, or `nil` where nothing does.
    public static func ifPresent(_ path: String) throws(SystemError) -> FileStatus? {
        do { return try FileStatus(of: path) } catch {
            // No file has a name of more bytes than the system takes.
            if error.isMissing || error.code == ENAMETOOLONG { return nil }
            throw error
        }
    }
}
