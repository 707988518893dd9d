internal import Glibc

/// The names in one folder as the system gives them: unsorted, and as bytes, for they need not be UTF-8.
public struct FolderReader: ~Copyable {
    private let stream: OpaquePointer
    /// The open folder, for calls that take a name in it.
    public let descriptor: Int32

    /// Opens a folder.
    public init(_ path: String) throws(SystemError) {
        try self.init(descriptor: open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path)
    }

    /// Opens a folder in an open folder without following a link; the path is for messages.
    public init(name: UnsafePointer<CChar>, in folder: Int32, path: String) throws(SystemError) {
        try self.init(descriptor: openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), path)
    }

    private init(descriptor: Int32, _ path: String) throws(SystemError) {
        guard descriptor >= 0 else { throw SystemError("open the folder", path) }
        guard let stream = fdopendir(descriptor) else {
            let error = SystemError("open the folder", path)
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.stream = stream
    }

    deinit { closedir(stream) }

    /// Returns the next name but `.` and `..`, valid until the next call; `nil` at the end or, with `errno` set, where
    /// the folder cannot be read on.
    public mutating func next() -> UnsafePointer<CChar>? {
        errno = 0
        while let entry = readdir(stream) {
            // The entry may be shorter than its type says, so that the name is reached without copying the entry.
            let name = UnsafeRawPointer(entry).advanced(by: FolderReader.nameOffset).assumingMemoryBound(to: CChar.self)
            let isDots = name[0] == dot && (name[1] == 0 || name[1] == dot && name[2] == 0)
            if !isDots { return name }
        }
        return nil
    }

    private static let nameOffset: Int = {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else {
            preconditionFailure("an entry of a folder has a name")
        }
        return offset
    }()
}

private let dot = CChar(bitPattern: UInt8(ascii: "."))
