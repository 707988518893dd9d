internal import FileSystem
internal import Processes

/// Tells other containers that this process is at work: they see neither it nor the processes that it starts.
///
/// It is a lock of the kernel, which ends with the process and holds wherever the same disk of the same machine is seen.
final class Presence: Sendable {
    private let path: String
    private let lock: FileLock?

    /// Tells of this process until nobody has the value.
    /// - Parameter artifacts: The folder of the objects and locks that the containers share.
    /// - Throws: `SystemError` where the lock can't be made.
    init(in artifacts: String) throws(SystemError) {
        path = ProcessIdentity.current.map { Self.path(of: $0, in: artifacts) } ?? ""
        // Whoever asks for it has it for a moment.
        lock = path.isEmpty ? nil : try FileLock.waiting(for: path)
    }

    deinit { if lock != nil { try? Files.remove(path) } }

    /// Whether a process is at work.
    /// - Parameters:
    ///   - process: A process, as a record has it.
    ///   - artifacts: The folder of the objects and locks that it works with.
    /// - Returns: False where it has ended, and where the text is none of a process.
    static func isAtWork(_ process: String, in artifacts: String) -> Bool {
        guard let identity = ProcessIdentity(process), identity.isAlive else { return false }
        guard identity.isElsewhere else { return true }
        let path = path(of: identity, in: artifacts)
        guard (try? FileStatus(of: path)) != nil else { return false }
        // A lock that can't be asked for is taken to be held: what is at work must not be taken for lost.
        do { return try FileLock.ifFree(path) == nil } catch { return true }
    }

    /// Looks for the locks of processes that are gone.
    /// - Parameter artifacts: The folder of the objects and locks.
    /// - Returns: Their paths.
    /// - Throws: `SystemError` where the folder can't be read.
    static func left(in artifacts: String) throws(SystemError) -> [String] {
        try Folders.names(in: "\(artifacts)/locks").filter { $0.hasPrefix(prefix) }.map { "\(artifacts)/locks/\($0)" }
            .filter { path in (try? FileLock.ifFree(path)) != nil }
    }

    private static let prefix = "process-"

    private static func path(of identity: ProcessIdentity, in artifacts: String) -> String {
        "\(artifacts)/locks/\(prefix)\("\(identity)".replacing(":", with: "-"))"
    }
}
