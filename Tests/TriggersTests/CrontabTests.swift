import Foundation
import Testing
import Triggers

@Suite struct CrontabTests {
    private let call = MinutelyCall(
        name: "nightly", project: "/srv/signs", folder: "/srv/signs", environment: ["PATH": "/usr/bin:/bin"],
        words: ["/opt/pipeline", "schedule", "tick", "nightly"])

    private let line = """
        * * * * * cd /srv/signs && exec /usr/bin/env PATH=/usr/bin:/bin /opt/pipeline schedule tick nightly \
        # pipeline schedule nightly of /srv/signs
        """

    @Test func `A call is one line with a comment that names it`() throws {
        #expect(try CrontabEntry(call).line == line)
    }

    @Test func `Adding and removing a line leaves every other byte as it is`() throws {
        // Latin-1, tabs, blank lines and percent signs: nothing of it is this program's business.
        let others: [UInt8] =
            Array("# M\u{E4}use\n\nMAILTO=\t\"\"\n0 4 * * 1\techo 100\\% >/dev/null  \n".utf8) + [0xE4, 0x0A]
        let entry = try CrontabEntry(call)
        let added = CrontabText(others).adding(entry, of: call)
        #expect(added.bytes == others + Array("\(line)\n".utf8))
        #expect(added.contains(entry))
        #expect(added.adding(entry, of: call) == added)
        #expect(added.removing("nightly", project: "/srv/signs").bytes == others)
    }

    @Test func `A last line without an end gets one, since cron would not read what follows`() throws {
        let text = CrontabText("@daily true").adding(try CrontabEntry(call), of: call)
        #expect(text == CrontabText("@daily true\n\(line)\n"))
        #expect(text.removing("nightly", project: "/srv/signs") == CrontabText("@daily true\n"))
        #expect(CrontabText("@daily true").removing("nightly", project: "/srv/signs") == CrontabText("@daily true"))
    }

    @Test func `Lines of other projects and names, and lines that were commented out, are not its own`() throws {
        var elsewhere = call
        elsewhere.project = "/srv/signs2"
        var other = call
        other.name = "nightly2"
        var text = CrontabText("# \(line)\n")
        for call in [elsewhere, other] { text = text.adding(try CrontabEntry(call), of: call) }
        #expect(!text.hasLine(of: "nightly", project: "/srv/signs"))
        #expect(text.removing("nightly", project: "/srv/signs") == text)
        #expect(text.hasLine(of: "nightly2", project: "/srv/signs"))
    }

    @Test(arguments: [
        "/srv/signs", "/srv/two words", "/srv/100%", "/srv/it's", "/srv/a\\b", "/srv/a # pipeline schedule b of c",
    ])
    func `The lines of calls tell the schedule and the project, and other lines tell nothing`(project: String) throws {
        var call = call
        call.project = project
        let entry = try CrontabEntry(call)
        let text = CrontabText("0 4 * * 1 true # pipeline schedule\n# \(entry.line)\n").adding(entry, of: call)
        #expect(text.markedCalls == [CrontabText.MarkedCall(name: "nightly", project: project)])
    }

    @Test(arguments: [
        "plain", "two words", "100%", "it's", "back\\slash", "both\\%", "twice\\\\", "'%'", "$HOME `id` \"#\"", "Füße",
        "*", "",
    ])
    func `A word reaches the program as it is, whatever version of cron reads the line`(word: String) throws {
        var call = call
        call.folder = "/"
        call.environment = [:]
        call.words = ["/usr/bin/printf", "%s", word]
        let command = try CrontabEntry(call).command
        #expect(try output(of: kept(command)) == word)
        #expect(try output(of: dropped(command)) == word)
    }

    /// What Vixie's cron hands to the shell: all up to the first bare percent sign.
    private func kept(_ command: String) -> String {
        var text = ""
        var isEscaped = false
        for character in command {
            if character == "%", !isEscaped { break }
            isEscaped = character == "\\" && !isEscaped
            text.append(character)
        }
        return text
    }

    /// What a cron hands to the shell that drops the backslash before a percent sign and before a backslash.
    private func dropped(_ command: String) -> String {
        var text = ""
        var isEscaped = false
        for character in command {
            if character == "%", !isEscaped { break }
            if isEscaped, character == "%" || character == "\\" { text.removeLast() }
            isEscaped = character == "\\" && !isEscaped
            text.append(character)
        }
        return text
    }

    private func output(of command: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test func `What no line can hold is refused`() throws {
        var broken = call
        broken.folder = "/srv/new\nline"
        #expect(
            message { try CrontabEntry(broken) } == """
                '/srv/new\\nline' has a line break in it, which no line of a crontab can hold; give it another name
                """)
        var long = call
        long.folder = "/" + String(repeating: "a", count: 900)
        #expect(
            message { try CrontabEntry(long) } == """
                the line would have 1022 bytes, and cron reads 990 at most; move the project to a shorter path
                """)
    }

    private func message(_ body: () throws -> CrontabEntry) -> String {
        do {
            return "no error: \(try body())"
        } catch { return "\(error)" }
    }
}
