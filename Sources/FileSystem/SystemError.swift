public import Glibc

/// A failed system call: what was tried, on which path, and why it failed.
public struct SystemError: Error, Hashable, CustomStringConvertible {
    /// What was tried, as the words after "cannot": `open`, `create the folder`.
    public let operation: String
    /// The file or folder it was tried on.
    public let path: String
    /// The error number of the system.
    public let code: Int32

    /// Makes an error from a number; without one, from the calling thread's `errno`.
    public init(_ operation: String, _ path: String, code: Int32 = errno) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// Whether the file or folder does not exist.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether the disk or the user's share of it is full.
    public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

    /// Whether the disk of a file can't lock it.
    public var isWithoutLocks: Bool { [ENOLCK, EOPNOTSUPP, ENOSYS].contains(code) && operation == "lock" }

    /// Whether the file is there, and this user or the disk keeps it from being read.
    public var isUnreadable: Bool { code == EACCES || code == EPERM || code == EIO }

    /// Whether something has the name already.
    public var isTaken: Bool { code == EEXIST }

    /// What is tried where a file is to get a name that nothing has.
    static let placing = "put a new file at"

    /// What the words begin with where something is to go.
    static let removal = "remove"

    public var description: String {
        "cannot \(operation) '\(path)': \(String(cString: strerror(code)))" + (advice.map { "; \($0)" } ?? "")
    }

    /// What to do where a disk takes no changes.
    public static let readOnlyAdvice = "mount its disk for writing and run the same command again"

    /// What to do, where the system's words don't tell.
    private var advice: String? {
        if isWithoutLocks { return "keep it on a disk of this machine, which PIPELINE_HOME may name" }
        if operation == Self.placing {
            return "its file system can neither rename without replacing nor make hard links; "
                + "name a place on another disk"
        }
        return switch code {
        case EACCES, EPERM:
            operation.hasPrefix(Self.removal) ? "remove it as the user whom it belongs to, or with sudo" : nil
        case ENOSPC, EDQUOT: "make room and run the same command again"
        case EROFS: Self.readOnlyAdvice
        case EIO: "see with 'dmesg' whether its disk fails, and run the same command again"
        case EMFILE: "raise the limit that 'ulimit -n' shows, or run fewer steps at once with --jobs"
        case ENFILE: "end programs that have many files open, and run the same command again"
        case ENOMEM: "end programs that need much memory, or run fewer steps at once with --jobs"
        default: nil
        }
    }
}
