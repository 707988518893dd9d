import Terminal
import Testing

@Suite struct TableTests {
    private func sample() -> Table {
        var table = Table(.text("STEP"), .word("STATUS"), .number("TIME"), .text("NOTE"))
        table.append("split", Line("cached", .green), "2.31 s", "")
        table.append(
            "training_shards", Line("succeeded", .green), "1 min 05 s", "the images changed: 00014/00003_00012.ppm")
        table.append("日本", "failed", "45 ms")
        return table
    }

    private func text(_ lines: [Line]) -> String { lines.map(\.text).joined(separator: "\n") }

    @Test func `Columns are aligned and lines end without spaces`() {
        #expect(
            text(sample().lines()) == """
                STEP             STATUS           TIME  NOTE
                split            cached         2.31 s
                training_shards  succeeded  1 min 05 s  the images changed: 00014/00003_00012.ppm
                日本             failed          45 ms
                """)
    }

    @Test func `The widest columns of text are cut to the terminal`() {
        #expect(
            text(sample().lines(width: 60)) == """
                STEP             STATUS           TIME  NOTE
                split            cached         2.31 s
                training_shards  succeeded  1 min 05 s  the images changed:…
                日本             failed          45 ms
                """)
        #expect(
            text(sample().lines(width: 44)) == """
                STEP       STATUS           TIME  NOTE
                split      cached         2.31 s
                training…  succeeded  1 min 05 s  the image…
                日本       failed          45 ms
                """)
    }

    @Test func `Sentences go on below themselves, and a path stays whole`() {
        var table = Table(.word("STEP"), .sentences("NOTE"))
        table.append("split", "the images changed; see with: pipeline why")
        table.append("train", Line("the file ") + Line("/a/long/path/to/file.ppm", .red) + Line(" is gone"))
        table.append("test", "")
        #expect(
            text(table.lines(width: 25)) == """
                STEP   NOTE
                split  the images
                       changed; see with:
                       pipeline why
                train  the file
                       /a/long/path/to/file.ppm
                       is gone
                test
                """)
        #expect(table.lines().count == 4)
    }

    @Test func `Numbers and words are never cut`() {
        #expect(
            text(sample().lines(width: 10)) == """
                STEP      STATUS           TIME  NOTE
                split     cached         2.31 s
                trainin…  succeeded  1 min 05 s  the ima…
                日本      failed          45 ms
                """)
    }

    @Test func `Colours do not disturb the layout`() {
        var table = Table(.word(""), .number(""))
        table.append(Line("ok", .green), "1")
        table.append(Line("failed", .red), "12")
        let style = Style(isColoured: true)
        #expect(
            table.lines().map { $0.rendered(style) } == [
                "\u{1B}[32mok\u{1B}[0m       1", "\u{1B}[31mfailed\u{1B}[0m  12",
            ])
    }

    @Test func `A table without rows is its titles`() {
        let table = Table(.text("NAME"), .number("SIZE"))
        #expect(table.isEmpty)
        #expect(text(table.lines()) == "NAME  SIZE")
    }

    @Test func `A file's name cannot break the rows`() {
        var table = Table(.text(""))
        table.append("a\nb\u{1B}[31m")
        #expect(text(table.lines()) == "a b\u{FFFD}[31m")
    }

    @Test(arguments: [
        (0.0, "··········"), (0.5, "█████·····"), (0.51, "█████·····"), (0.55, "█████▌····"), (0.999, "█████████▉"),
        (1.0, "██████████"), (-1.0, "··········"), (7.0, "██████████"), (.nan, "··········"),
    ])
    func `A bar fills from left to right`(fraction: Double, bar: String) {
        #expect(ProgressBar(width: 10).text(fraction) == bar)
    }

    @Test(arguments: [(0.0, "[........]"), (0.5, "[####....]"), (0.99, "[#######.]"), (1.0, "[########]")])
    func `A bar can do without Unicode`(fraction: Double, bar: String) {
        #expect(ProgressBar(width: 10, characters: .ascii).text(fraction) == bar)
    }
}
