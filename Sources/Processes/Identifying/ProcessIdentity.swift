internal import FileSystem
internal import Glibc

/// A process of this machine, distinguished from all others that had or will have its number.
///
/// A number alone is used again; together with the time the process started and the machine's current boot it isn't.
public struct ProcessIdentity: Hashable, Sendable {
    /// The process number.
    public let pid: Int32
    /// When the process started, in clock ticks since the machine booted (`/proc/<pid>/stat`, field 22).
    public let startTime: UInt64
    /// The machine's boot (`/proc/sys/kernel/random/boot_id`).
    public let bootID: String

    /// The identity of this process.
    public static var current: ProcessIdentity? { ProcessIdentity(of: getpid()) }

    /// Looks up the process that has a number now; there may be none.
    public init?(of pid: Int32) {
        guard let status = ProcessStatus(of: pid) else { return nil }
        self.init(pid: pid, startTime: status.startTime, bootID: Self.currentBootID)
    }

    init(pid: Int32, startTime: UInt64, bootID: String) {
        self.pid = pid
        self.startTime = startTime
        self.bootID = bootID
    }

    /// Whether the process still runs.
    ///
    /// One that has ended and only waits for its parent (a zombie) doesn't.
    public var isAlive: Bool {
        guard bootID == Self.currentBootID, let status = ProcessStatus(of: pid) else { return false }
        return status.startTime == startTime && !status.hasEnded
    }

    private static let currentBootID: String = {
        let bytes = (try? Files.read("/proc/sys/kernel/random/boot_id")) ?? []
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }()
}

extension ProcessIdentity: LosslessStringConvertible {
    /// The identity as `pid:start:boot`, for keeping.
    public var description: String { "\(pid):\(startTime):\(bootID)" }

    /// Reads an identity in the form of ``description``, and no other.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let pid = Int32(parts[0]), pid > 0, let startTime = UInt64(parts[1]) else { return nil }
        self.init(pid: pid, startTime: startTime, bootID: String(parts[2]))
        guard self.description == description else { return nil }
    }
}
