internal import CFileSystem
internal import Glibc
internal import SyncPoints

/// Reading and writing whole files.
public enum Files {
    /// Reads a whole file.
    public static func read(_ path: String) throws(SystemError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("look at", path) }
        var bytes: [UInt8] = []
        var expected = max(Int(status.st_size) + 1, 4096)
        while true {
            let start = bytes.count
            var failure: SystemError?
            let chunk = [UInt8](unsafeUninitializedCapacity: expected) { buffer, count in
                let result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if result < 0 { failure = SystemError("read", path) }
                count = max(result, 0)
            }
            if let failure {
                if failure.code == EINTR { continue }
                throw failure
            }
            if chunk.isEmpty { return bytes }
            if start == 0 { bytes = chunk } else { bytes += chunk }
            expected = max(4096, Int(status.st_size) + 1 - bytes.count)
        }
    }

    /// Reads a whole file as UTF-8; what is not UTF-8 becomes U+FFFD.
    public static func readText(_ path: String) throws(SystemError) -> String {
        String(decoding: try read(path), as: UTF8.self)
    }

    /// Writes a file so that a reader, and a crash, sees the old content or the new and nothing between.
    ///
    /// Where it is to be durable, the disk has the content and the name when this returns.
    public static func write(_ bytes: [UInt8], to path: String, durable: Bool = false) throws(SystemError) {
        let temporary = temporary(for: path)
        do throws(SystemError) {
            try create(temporary, bytes, durable: durable)
            try rename(temporary, to: path)
        } catch {
            unlink(temporary)
            // The temporary name would tell nothing.
            throw SystemError("write", path, code: error.code)
        }
        if durable { try synchronize(folder(of: path)) }
    }

    /// Writes a text, as ``write(_:to:durable:)-([UInt8],_,_)`` does.
    public static func write(_ text: String, to path: String, durable: Bool = false) throws(SystemError) {
        try write(Array(text.utf8), to: path, durable: durable)
    }

    /// Writes a text to what is there already and takes it as it comes, such as a file of the kernel.
    /// - Parameters:
    ///   - text: The text.
    ///   - path: The file.
    /// - Throws: ``SystemError`` where the text is not taken.
    public static func tell(_ text: String, to path: String) throws(SystemError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        let count = Glibc.write(descriptor, text, text.utf8.count)
        guard count == text.utf8.count else { throw SystemError("write", path) }
    }

    private static func create(_ path: String, _ bytes: [UInt8], durable: Bool) throws(SystemError) {
        let file = try OpenFile(creating: path)
        try file.write(bytes)
        if durable { try file.synchronize() }
    }

    /// Writes what a file contains to a new one.
    /// - Parameters:
    ///   - path: The file.
    ///   - other: The new one.
    ///   - isExecutable: Whether the new one may be executed; as the file without it.
    /// - Throws: ``SystemError`` where the file can't be read, or the new one is there or can't be written.
    public static func copy(_ path: String, to other: String, isExecutable: Bool? = nil) throws(SystemError) {
        let source = try OpenFile(reading: path)
        var mayBeExecuted = isExecutable
        if mayBeExecuted == nil { mayBeExecuted = try source.status().isExecutable }
        let copy = try OpenFile(creating: other, isExecutable: mayBeExecuted ?? false)
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try source.read(into: &buffer)
            if count == 0 { return }
            try copy.write(buffer[..<count])
        }
    }

    /// Whether a path that should lead to something below a folder is absolute, or goes up.
    public static func leadsOut(_ path: String) -> Bool { path.utf8.first == slash || goesUp(path) }

    /// Whether one of a path's parts is `..`.
    ///
    /// The kernel knows bytes alone: a slash and a combining mark behind it are one character to Swift, and a slash to the kernel.
    public static func goesUp(_ path: String) -> Bool {
        path.utf8.split(separator: slash).contains { $0.elementsEqual("..".utf8) }
    }

    /// Whether a path is spelled without detours: none of its parts is empty, `.` or `..`.
    ///
    /// Two such paths lead to the same place where they are the same bytes, and one leads below another where its bytes
    /// begin with those of the other and a slash.
    /// - Parameter path: A path below a folder.
    /// - Returns: False for one that is absolute, too.
    public static func isPlain(_ path: String) -> Bool {
        path.utf8.split(separator: slash, omittingEmptySubsequences: false).allSatisfy { part in
            !["", ".", ".."].contains { part.elementsEqual($0.utf8) }
        }
    }

    static let slash = UInt8(ascii: "/")

    /// The folder that a path is in.
    public static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: slash) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Waits until the disk has the content of a file, or the names in a folder.
    public static func synchronize(_ path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        SyncPoint.fileChange.reach("synchronize \(path)")
        guard fsync(descriptor) == 0 else { throw SystemError("write", path) }
    }

    /// Waits until the disk has everything that was written to the file system that a path is on.
    ///
    /// For a hundred files that is a hundred times faster than waiting for each.
    public static func synchronizeFileSystem(of path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        SyncPoint.fileChange.reach("synchronize the disk of \(path)")
        guard syncfs(descriptor) == 0 else { throw SystemError("write", path) }
    }

    /// Gives a file or folder another name on the same file system, replacing a file of that name.
    public static func rename(_ path: String, to other: String) throws(SystemError) {
        SyncPoint.fileChange.reach("rename \(path) to \(other)")
        guard Glibc.rename(path, other) == 0 else { throw SystemError("give the name '\(other)' to", path) }
    }

    /// Sets the permissions.
    public static func setMode(_ mode: UInt32, of path: String) throws(SystemError) {
        SyncPoint.fileChange.reach("set the mode of \(path)")
        guard chmod(path, mode_t(mode)) == 0 else { throw SystemError("set the permissions of", path) }
    }

    /// Makes a symbolic link, replacing what has its name.
    public static func link(_ path: String, to target: String) throws(SystemError) {
        unlink(path)
        SyncPoint.fileChange.reach("link \(path)")
        guard symlink(target, path) == 0 else { throw SystemError("make the link", path) }
    }

    /// The text of a symbolic link; what is not UTF-8 becomes U+FFFD.
    public static func target(ofLink path: String) throws(SystemError) -> String {
        String(decoding: try targetBytes(ofLink: path), as: UTF8.self)
    }

    /// The text of a symbolic link as it is.
    public static func targetBytes(ofLink path: String) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let target = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            let length = buffer.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { readlink(path, $0, characters.count) } ?? -1
            }
            if length < 0 { failure = SystemError("read the link", path) }
            count = max(length, 0)
        }
        if let failure { throw failure }
        return target
    }

    /// Removes a file, where there is one.
    public static func remove(_ path: String) throws(SystemError) {
        SyncPoint.fileChange.reach("remove \(path)")
        if unlink(path) != 0, errno != ENOENT { throw SystemError("remove", path) }
    }

    /// The path without `.`, `..` and links; as it is where it does not exist.
    public static func resolve(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
