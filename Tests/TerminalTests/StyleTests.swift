import Terminal
import Testing

@Suite struct StyleTests {
    @Test(arguments: [
        (["TERM": "xterm"], true, true),
        (["TERM": "xterm"], false, false),
        (["TERM": "dumb"], true, false),
        ([:], true, false),
        (["TERM": "xterm", "NO_COLOR": "1"], true, false),
        (["TERM": "xterm", "NO_COLOR": ""], true, true),
        (["TERM": "xterm", "CLICOLOR": "0"], true, false),
        (["TERM": "xterm", "CLICOLOR_FORCE": "1"], false, true),
        (["TERM": "xterm", "CLICOLOR_FORCE": "0"], false, false),
        (["TERM": "dumb", "CLICOLOR_FORCE": "1"], true, true),
        (["TERM": "xterm", "CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
    ])
    func `The environment decides about colours`(environment: [String: String], isTerminal: Bool, isColoured: Bool) {
        #expect(Style(environment: environment, isTerminal: isTerminal).isColoured == isColoured)
    }

    @Test func `Inks are escape sequences where colours are wanted`() {
        let style = Style(isColoured: true)
        #expect(style("done", .bold, .green) == "\u{1B}[1;32mdone\u{1B}[0m")
        #expect(style("done") == "done")
        #expect(style("", .red) == "")
        #expect(Style(isColoured: false)("done", .green) == "done")
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("grüß", 4), ("e\u{301}", 1), ("日本", 4), ("🚦", 2), ("🇩🇪", 2), ("👩‍🔬", 2), ("☀\u{FE0F}", 2),
        ("…", 1),
        ("█▌", 2), ("한글", 4), ("\u{200B}", 0), ("ｆｕｌｌ", 8), ("µ", 1),
    ])
    func `Text is measured by what it takes on a screen`(text: String, columns: Int) {
        #expect(displayWidth(text) == columns)
    }

    @Test func `A line is cut with its inks`() {
        let line = Line("train ") + Line("failed", .red) + Line(" again")
        #expect(line.width == 18)
        #expect(line.truncated(to: 18) == line)
        #expect(line.truncated(to: 10).text == "train fai…")
        #expect(line.truncated(to: 10).rendered(Style(isColoured: true)) == "train \u{1B}[31mfai…\u{1B}[0m")
        #expect(line.truncated(to: 1).text == "…")
        #expect(line.truncated(to: 0).text == "")
        #expect(Line("日本語").truncated(to: 4).text == "日…")
        #expect(Line("日本語").truncated(to: 5).text == "日本…")
    }
}
