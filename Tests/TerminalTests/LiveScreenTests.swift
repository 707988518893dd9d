import Terminal
import Testing

@Suite struct LiveScreenTests {
    private let plain = Style(isColoured: false)

    @Test func `Lines are redrawn in place, one write a frame`() {
        let terminal = RecordedTerminal()
        var screen = LiveScreen(output: terminal, style: plain, isLive: true)
        screen.draw(["split 10 %", "train"])
        screen.draw(["split 20 %", "train"])
        screen.draw(["train 1 %"])
        #expect(terminal.writes.count == 3)
        #expect(terminal.text == "train 1 %")
        screen.draw(["a", "b", "c"])
        #expect(terminal.text == "a\nb\nc")
        screen.finish()
        #expect(terminal.text == "")
    }

    @Test func `A frame is what the terminal needs and no more`() {
        let terminal = RecordedTerminal()
        var screen = LiveScreen(output: terminal, style: Style(isColoured: true), isLive: true)
        screen.draw([Line("train ") + Line("ok", .green)])
        screen.draw(["train 2"], finished: ["split"])
        screen.finish(["done"])
        #expect(
            terminal.writes == [
                "\u{1B}[?25ltrain \u{1B}[32mok\u{1B}[0m\u{1B}[K\n\u{1B}[J",
                "\r\u{1B}[1A\u{1B}[Jsplit\ntrain 2\u{1B}[K\n\u{1B}[J",
                "\r\u{1B}[1A\u{1B}[Jdone\n\u{1B}[?25h",
            ])
    }

    @Test func `Finished lines scroll above the live ones`() {
        let terminal = RecordedTerminal(columns: 10, rows: 4)
        var screen = LiveScreen(output: terminal, style: plain, isLive: true)
        for step in 1...6 { screen.draw(["running", "\(step) of 6"], finished: [Line("step \(step)")]) }
        screen.finish(["end"])
        #expect(terminal.text == "step 1\nstep 2\nstep 3\nstep 4\nstep 5\nstep 6\nend")
    }

    @Test func `A finished line that fills or exceeds a row keeps every character`() {
        let terminal = RecordedTerminal(columns: 5, rows: 6)
        var screen = LiveScreen(output: terminal, style: plain, isLive: true)
        screen.draw(["live"])
        screen.draw(["live"], finished: ["12345"])
        screen.draw(["live"], finished: ["1234567"])
        #expect(terminal.text == "12345\n12345\n67\nlive")
    }

    @Test func `Live lines are cut to the terminal`() {
        let terminal = RecordedTerminal(columns: 10, rows: 4)
        var screen = LiveScreen(output: terminal, style: plain, isLive: true)
        screen.draw(["0123456789", "b", "c", "d", "e"])
        #expect(terminal.text == "01234567…\nb\n… and 3 …")
    }

    @Test(arguments: [4, 7, 10, 30])
    func `A terminal made narrower or wider leaves nothing behind`(columns: Int) {
        let terminal = RecordedTerminal(columns: 20, rows: 16)
        var screen = LiveScreen(output: terminal, style: plain, isLive: true)
        screen.draw(["a line of 18 chars", "short", "another long line"], finished: ["done"])
        terminal.resize(columns: columns)
        screen.draw(["x", "y", "z"])
        #expect(terminal.text == "done\nx\ny\nz")
    }

    @Test func `The cursor comes back at the end, at the latest with the screen`() {
        let terminal = RecordedTerminal()
        do {
            var screen = LiveScreen(output: terminal, style: plain, isLive: true)
            screen.draw(["a"])
            #expect(!terminal.isCursorVisible)
            screen.finish()
            #expect(terminal.isCursorVisible)
            screen.draw(["b"])
            #expect(!terminal.isCursorVisible)
        }
        #expect(terminal.isCursorVisible)
    }

    @Test func `Without a terminal only finished lines are written`() {
        let terminal = RecordedTerminal(columns: 5)
        var screen = LiveScreen(output: terminal, style: plain, isLive: false)
        screen.draw(["a"])
        screen.draw(["b"], finished: ["a line longer than the terminal", "next"])
        screen.finish(["end"])
        screen.finish()
        #expect(terminal.writes == ["a line longer than the terminal\nnext\n", "end\n"])
    }

    @Test func `A line from outside cannot move the cursor`() {
        let terminal = RecordedTerminal()
        var screen = LiveScreen(output: terminal, style: plain, isLive: true)
        screen.draw(["a\u{1B}[2J\nb\u{7}"])
        #expect(terminal.text == "a\u{FFFD}[2J b\u{FFFD}")
    }
}
