internal import Glibc
internal import SyncPoints

/// Making, listing and removing folders.
public enum Folders {
    /// The folder that relative paths start at.
    public static var current: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// Makes a folder and those above it, where they are missing.
    /// - Parameters:
    ///   - path: The folder.
    ///   - durable: Whether the disk has the names of new folders when this returns.
    /// - Throws: ``SystemError`` where it can't be made, or something else has its name.
    public static func create(_ path: String, durable: Bool = false) throws(SystemError) {
        SyncPoint.fileChange.reach("create \(path)")
        if mkdir(path, 0o755) == 0 {
            if durable { try Files.synchronize(Files.folder(of: path)) }
            return
        }
        let code = errno
        if code == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try create(String(path[..<slash]), durable: durable)
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemError("create the folder", path) }
            if durable { try Files.synchronize(Files.folder(of: path)) }
            return
        }
        // Making a folder that exists fails with several codes: whether it is a folder is what counts.
        if let status = try? FileStatus(of: path), status.kind == .folder { return }
        throw SystemError("create the folder", path, code: code)
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`; what is not UTF-8 becomes U+FFFD.
    public static func names(in path: String) throws(SystemError) -> [String] {
        var folder = try FolderReader(path)
        var names: [String] = []
        while let name = folder.next() { names.append(String(cString: name)) }
        if errno != 0 { throw SystemError("read the folder", path) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The regular files below a folder as paths relative to it, sorted by their bytes; links are not followed.
    ///
    /// What somebody removes while it is looked for is left out, the folder itself apart.
    public static func files(below path: String) throws(SystemError) -> [String] {
        var files: [String] = []
        for name in try names(in: path) {
            do throws(SystemError) {
                switch try FileStatus(ofLink: "\(path)/\(name)").kind {
                case .folder: files += try Folders.files(below: "\(path)/\(name)").map { "\(name)/\($0)" }
                case .file: files.append(name)
                case .link, .other: continue
                }
            } catch {
                guard error.isMissing else { throw error }
            }
        }
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Removes a file or a folder with everything in it, where it exists; what is read-only too.
    ///
    /// Links are removed and not followed.
    public static func remove(_ path: String) throws(SystemError) {
        try remove(name: path, in: AT_FDCWD, path)
    }

    /// Removes by name and not by path, so that neither the length of a path nor bytes that are no UTF-8 matter.
    private static func remove(
        name: UnsafePointer<CChar>, in folder: Int32, _ path: @autoclosure () -> String
    ) throws(SystemError) {
        SyncPoint.fileChange.reach("remove \(path())")
        if unlinkat(folder, name, 0) == 0 || errno == ENOENT { return }
        let code = errno
        guard let status = FileStatus(name: name, in: folder) else {
            // Somebody else is removing the same.
            if errno == ENOENT { return }
            throw SystemError("remove", path(), code: code)
        }
        guard status.kind == .folder else { throw SystemError("remove", path(), code: code) }
        fchmodat(folder, name, 0o755, 0)
        do throws(SystemError) {
            try empty(FolderReader(name: name, in: folder, path: path()), path())
        } catch {
            if error.isMissing { return }
            throw error
        }
        SyncPoint.fileChange.reach("remove \(path())")
        if unlinkat(folder, name, AT_REMOVEDIR) != 0, errno != ENOENT { throw SystemError("remove the folder", path()) }
    }

    private static func empty(_ folder: consuming FolderReader, _ path: String) throws(SystemError) {
        while let name = folder.next() {
            try remove(name: name, in: folder.descriptor, "\(path)/\(String(cString: name))")
        }
        if errno != 0 { throw SystemError("read the folder", path) }
    }

    /// How many bytes are free on the disk of a folder, for a user without privileges.
    public static func freeSpace(at path: String) throws(SystemError) -> Int64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw SystemError("look at the disk of", path) }
        return Int64(status.f_bavail) * Int64(status.f_frsize)
    }
}
