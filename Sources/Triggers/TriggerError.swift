public import FileSystem
public import Processes

/// Why the machine can't be made to call a program.
public struct TriggerError: Error, Hashable {
    /// What is in the way.
    public enum Kind: Hashable, Sendable {
        /// No `crontab` is in the search path.
        case noCrontab(path: String)
        /// `crontab` said no.
        case crontabFailed(action: String, end: String, complaint: String)
        /// A path or value with a line break in it.
        case unusableWord(String)
        /// The line would be longer than cron reads.
        case longCommand(bytes: Int)
        /// systemd does not run here, or not for this user.
        case noSystemd(String)
        /// systemctl said no.
        case systemctlFailed(arguments: String, end: String, complaint: String)
        /// A program could not be started.
        case process(ProcessError)
        /// A file could not be read or written.
        case file(SystemError)
    }

    public let kind: Kind

    static func noCrontab(path: String) -> TriggerError { TriggerError(kind: .noCrontab(path: path)) }
    static func crontabFailed(_ action: String, _ end: String, _ complaint: String) -> TriggerError {
        TriggerError(kind: .crontabFailed(action: action, end: end, complaint: complaint))
    }
    static func unusableWord(_ word: String) -> TriggerError { TriggerError(kind: .unusableWord(word)) }
    static func longCommand(bytes: Int) -> TriggerError { TriggerError(kind: .longCommand(bytes: bytes)) }
    static func noSystemd(_ why: String) -> TriggerError { TriggerError(kind: .noSystemd(why)) }
    static func systemctlFailed(_ arguments: [String], _ end: String, _ complaint: String) -> TriggerError {
        TriggerError(
            kind: .systemctlFailed(arguments: arguments.joined(separator: " "), end: end, complaint: complaint))
    }
    static func process(_ error: ProcessError) -> TriggerError { TriggerError(kind: .process(error)) }
    static func file(_ error: SystemError) -> TriggerError { TriggerError(kind: .file(error)) }
}

extension TriggerError: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        switch kind {
        case .noCrontab(let path):
            "there is no program 'crontab' in PATH (\(path)): install cron, on Debian and Ubuntu with "
                + "`apt-get install cron`"
        case .crontabFailed(let action, let end, let complaint):
            "the crontab could not be \(action): crontab \(end)\(complaint.isEmpty ? "" : ": \(complaint)")"
        case .unusableWord(let word):
            "'\(word.split(whereSeparator: \.isNewline).joined(separator: "\\n"))' has a line break in it, which no "
                + "line of a crontab can hold; give it another name"
        case .longCommand(let bytes):
            "the line would have \(bytes) bytes, and cron reads \(CrontabEntry.longestCommand) at most; "
                + "move the project to a shorter path"
        case .noSystemd(let why): "systemd can't be used here: \(why); leave out --systemd to use cron"
        case .systemctlFailed(let arguments, let end, let complaint):
            "systemctl \(arguments) \(end)\(complaint.isEmpty ? "" : ": \(complaint)"); "
                + "leave out --systemd to use cron"
        case .process(let error): "\(error)"
        case .file(let error): "\(error)"
        }
    }
}
