import FileSystem
import Glibc

/// The folder in which parsers of files find theirs; `bin/fuzz` makes it, in memory, and removes it.
enum Scratch {
    private static let folder: String = {
        let folder = "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/fuzzing-\(getpid())"
        do { try Folders.create(folder) } catch { fatalError("\(error)") }
        return folder
    }()

    /// Writes a file, in place of the one before.
    /// - Returns: Its path.
    static func file(_ name: String, _ bytes: [UInt8]) -> String {
        let path = "\(folder)/\(name)"
        do {
            try Folders.create(Files.folder(of: path))
            try Files.write(bytes, to: path)
        } catch {
            fatalError("\(error)")
        }
        return path
    }

    /// A folder with nothing in it.
    static func emptyFolder(_ name: String) -> String {
        let path = "\(folder)/\(name)"
        do {
            if try FileStatus.ifPresent(path) != nil { try Folders.remove(path) }
            try Folders.create(path)
        } catch {
            fatalError("\(error)")
        }
        return path
    }
}
