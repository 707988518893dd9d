/// The line of a crontab that calls a program every minute, with a comment at its end by which it is found again.
public struct CrontabEntry: Hashable, Sendable {
    /// cron cuts commands that are longer, and crontab(1) refuses them.
    static let longestCommand = 990

    /// What cron hands to the shell.
    public let command: String

    /// Puts a call into a line.
    /// - Throws: A ``TriggerError`` where no line of a crontab can hold it.
    public init(_ call: MinutelyCall) throws(TriggerError) {
        let words = [call.folder, call.project, call.name] + call.words + call.environment.values
        if let word = words.first(where: { $0.unicodeScalars.contains { $0 == "\n" || $0 == "\r" || $0 == "\0" } }) {
            throw .unusableWord(word)
        }
        // `env` sets variables whatever shell the crontab names.
        let variables = call.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.quotedForCrontab)" }
        let program = (["exec", "/usr/bin/env"] + variables + call.words.map(\.quotedForCrontab)).joined(separator: " ")
        let marker = Self.marker(name: call.name, project: call.project)
        command = "cd \(call.folder.quotedForCrontab) && \(program) \(marker)"
        if command.utf8.count > Self.longestCommand { throw .longCommand(bytes: command.utf8.count) }
    }

    /// The line without its end.
    public var line: String { "* * * * * \(command)" }

    static let markerBeginning = "# pipeline schedule "
    static let markerMiddle = " of "

    /// The end of the line of a call, which no other line has; a comment for the shell.
    static func marker(name: String, project: String) -> String {
        markerBeginning + name.quotedForCrontab + markerMiddle + project.quotedForCrontab
    }
}
