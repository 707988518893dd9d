/// The two files that make systemd call a program every minute: a timer, and the service that it starts.
///
/// The service starts each call as a transient unit of its own with systemd-run(1). A timer starts no service that is still
/// active, so a call that runs for an hour would otherwise keep an hour of calls away, and nothing could decide what a
/// time means that is due meanwhile.
public struct TimerUnits: Hashable, Sendable {
    private let call: MinutelyCall

    public init(_ call: MinutelyCall) { self.call = call }

    /// The name of both files without `.service` and `.timer`; of one project only.
    public var name: String { "pipeline-\(call.name)-\(fingerprint(of: call.project))" }

    public var service: String {
        let options =
            ["--user", "--collect", "--quiet", "--working-directory=\(call.folder)"]
            + call.environment.sorted { $0.key < $1.key }.map { "--setenv=\($0.key)=\($0.value)" }
        let words = ["/usr/bin/systemd-run"] + options + ["--"] + call.words
        return """
            [Unit]
            Description=pipeline schedule \(escaped(call.name)) of \(escaped(call.project))

            [Service]
            Type=oneshot
            ExecStart=\(words.map { quoted($0) }.joined(separator: " "))

            """
    }

    public var timer: String {
        """
        [Unit]
        Description=pipeline schedule \(escaped(call.name)) of \(escaped(call.project))

        [Timer]
        OnCalendar=minutely
        AccuracySec=1s
        Persistent=true

        [Install]
        WantedBy=timers.target

        """
    }

    /// A word of a command line as systemd.service(5) reads it: `%` and `$` begin what is replaced.
    private func quoted(_ word: String) -> String {
        var text = "\""
        for character in escaped(word) {
            switch character {
            case "\"", "\\": text += "\\\(character)"
            case "$": text += "$$"
            default: text.append(character)
            }
        }
        return text + "\""
    }

    private func escaped(_ text: String) -> String {
        text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    }

    /// Sixteen hexadecimal digits that tell two projects apart: FNV-1a over the path.
    private func fingerprint(of path: String) -> String {
        let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
