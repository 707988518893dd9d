internal import FileSystem
internal import Processes
internal import Synchronization

/// Tells other containers that this process is at work: they see neither it nor the processes that it starts.
///
/// It is a lock of the kernel, which ends with the process and holds wherever the same disk of the same machine is seen.
final class Presence: Sendable {
    private let path: String
    private let lock: FileLock?

    /// Those of this process by path, which the runs of a sweep share.
    private static let current = Mutex<[String: Reference]>([:])

    private struct Reference {
        weak var presence: Presence?
    }

    private init(_ path: String) throws(SystemError) {
        self.path = path
        lock = try FileLock.ifFree(path)
    }

    deinit { try? Files.remove(path) }

    /// Tells of this process until nobody has what is returned.
    /// - Parameter artifacts: The folder of the objects and locks that the containers share.
    /// - Returns: What tells; `nil` where this process has no identity.
    /// - Throws: `SystemError` where the lock can't be made.
    static func tell(in artifacts: String) throws(SystemError) -> Presence? {
        guard let path = ProcessIdentity.current.map({ path(of: $0, in: artifacts) }) else { return nil }
        return try current.withLock { (current) throws(SystemError) in
            if let presence = current[path]?.presence { return presence }
            let presence = try Presence(path)
            current[path] = Reference(presence: presence)
            return presence
        }
    }

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

    private static func path(of identity: ProcessIdentity, in artifacts: String) -> String {
        "\(artifacts)/locks/process-\("\(identity)".replacing(":", with: "-"))"
    }
}
