import FoundationEssentials
import Glibc
import Processes
import Testing

/// Texts that must not be seen in what a child writes.
@Suite struct HidingTests {
    private func masked(_ pieces: [String], hiding texts: [String]) -> String {
        var mask = TextMask(texts)
        let shown = pieces.reduce(into: [UInt8]()) { $0 += mask.masked($1.utf8) }
        return String(decoding: shown + mask.finish(), as: UTF8.self)
    }

    @Test(arguments: [
        (["a secret word"], ["secret"], "a *** word"),
        (["sec", "r", "et", "secret"], ["secret"], "******"),
        (["secrets"], ["secret", "secrets"], "***"),
        (["secret", "s"], ["secret", "secrets"], "***"),
        (["secret"], ["secret", "secrets"], "***"),
        (["sese", "cret"], ["secret"], "se***"),
        (["secre"], ["secret"], "secre"),
        (["größe", " und größe"], ["größe"], "*** und ***"),
        (["nothing"], ["", "secret"], "nothing"),
        (["nothing"], [], "nothing"),
    ])
    func `A text is hidden wherever the pieces break`(pieces: [String], texts: [String], shown: String) {
        #expect(masked(pieces, hiding: texts) == shown)
        #expect(masked(pieces.joined().map(String.init), hiding: texts) == shown)
    }

    @Test func `What a child and its own children write gets to the file without the hidden texts`() async throws {
        let folder = try TemporaryFolder()
        let log = "\(folder.path)/log"
        var child = shell("printf 'sec'; printf 'ret one\\n'; sh -c 'echo a secret two >&2'; printf 'sec'")
        child.standardOutput = log
        child.standardError = log
        child.hidden = ["secret"]
        let end = try await child.run()
        #expect(end.reason == .exited(0))
        #expect(try String(contentsOfFile: log, encoding: .utf8) == "*** one\na *** two\nsec")
    }

    @Test func `A child that is ended leaves what it wrote, and a descendant elsewhere holds nobody up`() async throws {
        let folder = try TemporaryFolder()
        let log = "\(folder.path)/log"
        var child = shell("echo the secret; setsid sleep 100 & echo $! > \(folder.path)/pid; kill -9 $$")
        child.standardOutput = log
        child.standardError = log
        child.hidden = ["secret"]
        #expect(try await child.run().reason == .signalled(9))
        #expect(try String(contentsOfFile: log, encoding: .utf8) == "the ***\n")
        let pid = try #require(Int32(String(contentsOfFile: "\(folder.path)/pid", encoding: .utf8).dropLast()))
        kill(pid, SIGKILL)
    }

    @Test func `Hidden texts and two files are refused`() async throws {
        var child = shell("true")
        child.standardOutput = "/dev/null"
        child.hidden = ["secret"]
        let error = await #expect(throws: ProcessError.self) { try await child.run() }
        #expect(
            error?.description.contains(
                "it has hidden texts, and its standard output and standard error go to different files") == true)
    }
}
