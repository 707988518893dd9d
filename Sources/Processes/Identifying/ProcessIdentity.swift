internal import FileSystem
internal import Glibc
internal import Synchronization

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
    /// The namespace of process numbers that its number is of (`pid_namespaces(7)`): a container has its own.
    let namespace: UInt64?

    /// The identity of this process; `nil` where `/proc` can't be read at the moment.
    public static var current: ProcessIdentity? { ProcessIdentity(of: getpid()) }

    /// Looks up the process that has a number now; there may be none, or `/proc` can't be read at the moment.
    public init?(of pid: Int32) {
        guard let status = ProcessStatus(of: pid), let bootID = Self.currentBootID else { return nil }
        self.init(pid: pid, startTime: status.startTime, bootID: bootID, namespace: Self.currentNamespace)
    }

    init(pid: Int32, startTime: UInt64, bootID: String, namespace: UInt64? = nil) {
        self.pid = pid
        self.startTime = startTime
        self.bootID = bootID
        self.namespace = namespace
    }

    /// Whether the process still runs, as far as that can be told: one of another container might.
    ///
    /// One that has ended and only waits for its parent (a zombie) doesn't. One of which nothing can be read may have too few
    /// descriptors beside it, or be hidden as another user's: it runs unless the kernel says that nobody has its number.
    public var isAlive: Bool {
        if let current = Self.currentBootID, !current.isEmpty, bootID != current { return false }
        if isElsewhere { return true }
        if let status = ProcessStatus(of: pid) { return status.startTime == startTime && !status.hasEnded }
        return kill(pid, 0) == 0 || errno != ESRCH
    }

    /// Whether the process is, or was, in another container than this one, where its number is another's.
    public var isElsewhere: Bool {
        guard let namespace else { return false }
        return namespace != Self.currentNamespace
    }

    private static let currentNamespace: UInt64? = (try? FileStatus(of: "/proc/self/ns/pid"))?.inode

    /// The machine's boot: empty where the system doesn't tell any, and `nil` where it can't be read at the moment.
    private static var currentBootID: String? {
        knownBootID.withLock { known in
            if known == nil {
                do throws(SystemError) {
                    let bytes = try Files.read("/proc/sys/kernel/random/boot_id")
                    known = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
                } catch {
                    if error.isMissing { known = "" }
                }
            }
            return known
        }
    }

    private static let knownBootID = Mutex<String?>(nil)
}

extension ProcessIdentity: LosslessStringConvertible {
    /// The identity as `pid:start:boot:namespace`, for keeping.
    public var description: String {
        "\(pid):\(startTime):\(bootID)" + (namespace.map { ":\($0)" } ?? "")
    }

    /// Reads an identity in the form of ``description``, and no other; earlier versions kept no namespace.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard 3...4 ~= parts.count, let pid = Int32(parts[0]), pid > 0, let startTime = UInt64(parts[1]) else {
            return nil
        }
        self.init(
            pid: pid, startTime: startTime, bootID: String(parts[2]),
            namespace: parts.count == 4 ? UInt64(parts[3]) : nil)
        guard self.description == description else { return nil }
    }
}
