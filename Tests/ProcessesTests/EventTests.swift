import Testing

@testable import Processes

@Suite struct `Event lines` {
    private func lines(of script: String) async throws -> [EventLine] {
        let log = Log<EventLine>()
        _ = try await shell(script).run(event: log.note)
        return log.entries
    }

    private func line(_ text: String, _ ending: EventLine.Ending = .newline) -> EventLine {
        EventLine(bytes: Array(text.utf8), ending: ending)
    }

    @Test func `Lines come whole and in order, and the last one may lack its newline`() async throws {
        let lines = try await lines(of: "printf 'one\\ntw' >&3; printf 'o\\n\\nthr' >&3; printf ee >&3")
        #expect(lines == [line("one"), line("two"), line(""), line("three", .endOfPipe)])
    }

    @Test func `Bytes that are no text come as they are`() async throws {
        let lines = try await lines(of: "printf '\\377\\000\\376\\n\\001\\r\\n' >&3")
        #expect(
            lines == [
                EventLine(bytes: [255, 0, 254], ending: .newline), EventLine(bytes: [1, 13], ending: .newline),
            ])
    }

    @Test func `Rubbish loses no byte`() async throws {
        let lines = try await lines(of: "head -c 300000 /dev/urandom >&3")
        #expect(lines.reduce(0) { $0 + $1.bytes.count + ($1.ending == .newline ? 1 : 0) } == 300_000)
    }

    @Test func `A line over a mebibyte is cut, and the next one is whole`() async throws {
        let lines = try await lines(of: "head -c 3000000 /dev/zero | tr '\\0' x >&3; echo >&3; echo next >&3")
        #expect(lines.map(\.bytes.count) == [1 << 20, 4])
        #expect(lines.map(\.ending) == [.cut, .newline])
    }

    @Test func `A child that closes its pipe runs on`() async throws {
        let log = Log<EventLine>()
        let end = try await shell("echo bye >&3; exec 3>&-; exit 6").run(event: log.note)
        #expect(end.reason == .exited(6))
        #expect(log.entries == [line("bye")])
    }

    @Test func `The pipe may have another number`() async throws {
        var child = shell("echo nine >&9")
        child.eventDescriptor = 9
        let log = Log<EventLine>()
        #expect(try await child.run(event: log.note).reason == .exited(0))
        #expect(log.texts == ["nine"])
    }
}

@Suite struct `Splitting lines` {
    private func split(_ pieces: [String], limit: Int = 4) -> [EventLine] {
        var splitter = LineSplitter(limit: limit)
        var lines: [EventLine] = []
        for piece in pieces { splitter.append(Array(piece.utf8)[...]) { lines.append($0) } }
        splitter.finish { lines.append($0) }
        return lines
    }

    @Test(arguments: [
        ["abcd\nef\n"], ["a", "bcd", "\n", "ef\n"], ["abcd", "\nef", "\n", ""],
    ]) func `The pieces don't matter`(_ pieces: [String]) {
        #expect(
            split(pieces) == [
                EventLine(bytes: Array("abcd".utf8), ending: .newline),
                EventLine(bytes: Array("ef".utf8), ending: .newline),
            ])
    }

    @Test(arguments: [["abcdefgh\nx"], ["abcd", "e", "fgh\n", "x"], ["ab", "cdefgh", "\nx"]])
    func `A line over the limit is cut once`(_ pieces: [String]) {
        #expect(
            split(pieces) == [
                EventLine(bytes: Array("abcd".utf8), ending: .cut),
                EventLine(bytes: Array("x".utf8), ending: .endOfPipe),
            ])
    }

    @Test func `Nothing at all is no line`() {
        #expect(split([]) == [])
        #expect(split(["", "a\n"]).count == 1)
        #expect(split(["abcdef"]).map(\.ending) == [.cut])
    }
}
