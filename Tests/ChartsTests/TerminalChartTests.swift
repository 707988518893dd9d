import Charts
import Terminal
import Testing

@Suite struct TerminalChartTests {
    @Test func `A curve is drawn in dots between two axes`() {
        let chart = TerminalChart(Chart("loss", Curve("train", [1, 0.5, 0.25, 0.125, 0])), width: 40, height: 5)
        #expect(
            chart.text == """
                loss over epoch
                1 ┤⠑⠢⢄⡀
                  │   ⠈⠑⠤⣀
                  │       ⠉⠒⠤⢄⣀⣀
                  │             ⠉⠉⠒⠒⠢⠤⠤⣀⣀⣀
                0 ┤                       ⠉⠉⠉⠒⠒⠒⠒⠤⠤⠤⠤⢄⣀⣀
                  └┬────────┬────────┬────────┬────────┬
                   1        2        3        4        5
                   ⠒⠒ train

                """)
    }

    @Test func `Several curves have a letter each at their ends`() {
        let chart = TerminalChart(
            Chart("loss", Curve("one", [1, 0.5, 0.25]), Curve("two", [0, 0.5, 0.25, 0.75, 1])), width: 40, height: 5)
        #expect(
            chart.text == """
                loss over epoch
                1 ┤⠑⠢⢄                          ⣀⡠⠤⠒⠒⠉b
                  │   ⠉⠒⠤⡀                 ⣀⠤⠒⠉⠉
                  │      ⠈⢑⡢⠤⣀⣀        ⣀⠤⠒⠉
                  │   ⢀⡠⠔⠊⠁    ⠉⠉⠑⠒⠢⠤a⠉
                0 ┤⡠⠔⠊⠁
                  └┬───────┬────────┬────────┬───────┬
                   1       2        3        4       5
                   a one
                   b two

                """)
    }

    @Test func `What is not finite leaves a gap, and is counted`() {
        let chart = TerminalChart(
            Chart("loss", Curve("train", [1, .infinity, 1, 0, .nan])), width: 40, height: 2)
        #expect(
            chart.text == """
                loss over epoch
                1 ┤⠁                       ⠈⠑⠒⠢⠤⣀⡀
                0 ┤                              ⠈⠉⠑⠒⠤⠤⣀
                  └┬───────────┬───────────┬───────────┬
                   1           2           3           4
                   ⠒⠒ train (2 values not finite, not drawn)

                """)
    }

    @Test func `Nothing but what is not finite is an empty chart`() {
        let chart = TerminalChart(Chart("loss", Curve("train", [.nan])), width: 30, height: 2)
        #expect(chart.lines.count == 6)
        #expect(chart.text.hasSuffix("⠒⠒ train (1 value not finite, not drawn)\n"))
    }

    @Test func `Curves have inks of their own, unless colours are unwanted`() {
        let chart = TerminalChart(Chart("loss", Curve("one", [1, 2]), Curve("two", [2, 1])), width: 30, height: 2)
        let coloured = chart.lines.map { $0.rendered(Style(isColoured: true)) }.joined()
        #expect(coloured.contains("\u{1B}[36m") && coloured.contains("\u{1B}[33m"))
        #expect(!chart.text.contains("\u{1B}"))
    }

    @Test(arguments: [24, 40, 80, 200])
    func `No line is wider than the screen`(width: Int) {
        let values = (0..<300).map { Double($0 % 7) * 1234.5 }
        let chart = TerminalChart(Chart("a", Curve("one", values), Curve("two", values.reversed())), width: width)
        #expect(chart.lines.allSatisfy { $0.width <= max(width, 30) })
    }
}
