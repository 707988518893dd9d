import Foundation
import Testing

struct TranscriptTests {
    private func describes(_ expected: String, _ actual: String) -> Bool {
        Transcript(expected.components(separatedBy: "\n")).describes(Transcript(actual.components(separatedBy: "\n")))
    }

    @Test func `Identities, times and the width of columns may differ`() {
        #expect(
            describes(
                "run 1m7yrna6pe6v of first\nwords  succeeded    8 ms  cached",
                "run 1m7yt115mp3d of first\nwords  succeeded  1.2 s  cached"))
        #expect(describes("next 2026-11-22 02:00:00 +01:00", "next 2027-06-01 02:00:00 +02:00"))
        #expect(!describes("words succeeded in 8 ms", "words failed in 8 ms"))
        #expect(!describes("one  two", "one two"))
    }

    @Test func `Dots stand for any lines, or for any text within a line`() {
        #expect(describes("a\n…\nd", "a\nb\nc\nd"))
        #expect(describes("a\n…\nd", "a\nd"))
        #expect(!describes("a\n…\nd", "a\nb"))
        #expect(describes("error is 1.3…, not … 2", "error is 1.3756, not below 2"))
        #expect(!describes("error is 1.3…", "error is 1.4"))
        #expect(!describes("ab…bc", "abc"))
    }

    @Test func `A block is read with its commands, their outputs, and the comment before it`() {
        let lines = [
            "Text.", "<!-- needs: MLflow -->", "", "```console", "$ one \\", "> --more", "out", "", "$ two",
            "```", "",
            "```swift", "let a = 1", "```",
        ]
        let blocks = Block.all(in: lines)
        #expect(blocks.map(\.language) == ["console", "swift"])
        #expect(blocks.map(\.directive) == [.needs("MLflow"), nil])
        #expect(
            Exchange.all(in: blocks[0].content) == [
                Exchange(prompt: ["$ one \\", "> --more"], output: ["out", ""]),
                Exchange(prompt: ["$ two"], output: []),
            ])
        #expect(Exchange.all(in: blocks[0].content)[0].command == "one \\\n--more")
    }
}
