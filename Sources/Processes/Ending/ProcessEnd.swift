/// How a child process ended, and what it used.
public struct ProcessEnd: Hashable, Sendable {
    /// Why a child ended.
    public enum Reason: Hashable, Sendable {
        /// It ended by itself, with this code.
        case exited(Int32)
        /// A signal with this number, from elsewhere, killed it.
        case signalled(Int32)
        /// It was ended because its time was up.
        case timedOut
        /// It was ended because it had given no sign of life for too long.
        case silent
        /// It was ended, or not started at all, because the task that ran it was cancelled.
        case cancelled
    }

    /// What was left of the child's process group, and of its daemons, when the child itself had ended.
    public enum Strays: Hashable, Sendable {
        /// No process, or only such as ended by themselves within the grace period.
        case none
        /// Processes that had to be killed, and are gone.
        case killed
        /// Processes that this user may not kill, or that the kernel doesn't let go of; they may still run.
        case remaining
    }

    /// Why the child ended.
    public let reason: Reason
    /// What it left behind in its process group, and of its daemons.
    ///
    /// Unless ``ChildProcess/endsDaemons`` was asked for, a process that made a group or session of its own isn't seen.
    public let strays: Strays
    /// How many processes were found that had left its group, and were ended.
    public let daemons: Int
    /// How many bytes were left out of its output, where that was longer than its limit.
    public let omittedOutput: Int
    /// Whether it outlived the grace period after TERM, and so was killed with KILL.
    public let outlivedGrace: Bool
    /// Seconds from its start to its end, by the monotonic clock.
    public let wallSeconds: Double
    /// Seconds of processor time in user mode, with the descendants that it waited for.
    public let userSeconds: Double
    /// Seconds of processor time in the kernel, with the descendants that it waited for.
    public let systemSeconds: Double
    /// The highest resident memory of the child, or of one of the descendants that it waited for, in bytes.
    ///
    /// The kernel counts from the peak of the *parent*, whose memory the child has until it executes its program.
    /// See ``isPeakMemoryOwn``. A child that must know reads `VmHWM` of its `/proc/self/status` and reports it.
    public let peakMemoryBytes: Int64
    /// Whether ``peakMemoryBytes`` is the child's own peak; otherwise its peak is somewhere below.
    public let isPeakMemoryOwn: Bool

    /// The end of a child that was cancelled before it started.
    static let neverStarted = ProcessEnd(
        reason: .cancelled, strays: .none, daemons: 0, omittedOutput: 0, outlivedGrace: false, wallSeconds: 0,
        userSeconds: 0, systemSeconds: 0, peakMemoryBytes: 0, isPeakMemoryOwn: false)
}

extension ProcessEnd.Reason: CustomStringConvertible {
    /// The reason as the rest of a sentence, such as "was killed by signal 11 (SEGV)".
    public var description: String {
        switch self {
        case .exited(let code): "exited with code \(code)"
        case .signalled(let signal):
            "was killed by signal \(signal)\(SystemText.signal(signal).map { " (\($0))" } ?? "")"
        case .timedOut: "ran out of time"
        case .silent: "gave no sign of life"
        case .cancelled: "was cancelled"
        }
    }
}
