internal import FileSystem
internal import Processes

/// Tells other containers that this process is at work: they see neither it nor the processes that it starts.
///
/// It is a lock of the kernel, which ends with the process and holds wherever the same disk of the same machine is seen.
final class Presence: Sendable {
    /// This process, as records have it.
    let process: String
    private let path: String
    private let lock: FileLock

    /// Tells of this process until nobody has the value.
    /// - Parameter artifacts: The folder of the objects and locks that the containers share.
    /// - Throws: Where the lock can't be made, or nobody could tell this process from one that is gone.
    init(in artifacts: String) throws {
        guard let identity = ProcessIdentity.current else {
            throw CommandFailure(
                "/proc does not tell when this process started, so that others would take it for lost; see that "
                    + "'/proc/self/stat' and '/proc/sys/kernel/random/boot_id' can be read, and run the same command again",
                .failed)
        }
        process = "\(identity)"
        path = Self.path(of: identity, in: artifacts)
        // Whoever asks for it has it for a moment.
        lock = try FileLock.waiting(for: path)
    }

    deinit { try? Files.remove(path) }

    /// Whether a process is at work.
    /// - Parameters:
    ///   - process: A process, as a record has it.
    ///   - artifacts: The folder of the objects and locks that it works with.
    /// - Returns: False where it has ended, where the text is none of a process, and in a copy of the folder that it works with.
    static func isAtWork(_ process: String, in artifacts: String) -> Bool {
        guard let identity = ProcessIdentity(process), identity.isAlive else { return false }
        let path = path(of: identity, in: artifacts)
        // A lock that can't be asked for is taken to be held: what is at work must not be taken for lost.
        do {
            guard try FileStatus.ifPresent(path) != nil else { return !identity.isElsewhere }
            return try FileLock.ifFree(path) == nil
        } catch { return true }
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
