/// Lines at the bottom of a terminal that are redrawn in place, with finished lines scrolling away above them.
///
/// Each frame is one write. Lines never wrap and never fill the screen, so they can be found again; after the terminal
/// was made narrower, what its reflow made of the last frame is taken into account. Where the output is no terminal, only
/// the finished lines are written. The cursor is hidden while there are lines and comes back with ``finish(_:)``, or
/// at the latest with the end of the value; a handler of a deadly signal writes ``restoringSequence`` itself.
public struct LiveScreen: ~Copyable {
    /// What makes the cursor visible again.
    public static let restoringSequence = "\u{1B}[?25h"

    private static let hidingSequence = "\u{1B}[?25l"

    private let output: any TextOutput
    private let style: Style
    private let isLive: Bool
    /// The widths of the lines that are on the screen now.
    private var drawn: [Int] = []
    private var isCursorHidden = false

    /// Makes a screen without lines.
    ///
    /// - Parameters:
    ///   - output: Where the text goes.
    ///   - style: Whether it is coloured.
    ///   - isLive: Whether lines are redrawn: only where the output is a terminal that can.
    public init(output: any TextOutput, style: Style, isLive: Bool) {
        self.output = output
        self.style = style
        self.isLive = isLive
    }

    deinit {
        if isCursorHidden { output.write(Self.restoringSequence) }
    }

    /// Replaces the lines at the bottom.
    ///
    /// - Parameters:
    ///   - lines: The new lines; those that do not fit on the screen are counted in its last line.
    ///   - finished: Lines that are written above them, once and for good.
    public mutating func draw(_ lines: [Line], finished: [Line] = []) {
        guard isLive else {
            let text = finished.map { $0.rendered(style) + "\n" }.joined()
            if !text.isEmpty { output.write(text) }
            return
        }
        let size = output.size
        var frame = ""
        if !isCursorHidden, !lines.isEmpty {
            frame += Self.hidingSequence
            isCursorHidden = true
        }
        frame += rewind(columns: size.columns)
        frame += written(finished)
        // A line that fills the last column leaves the cursor in a state that terminals disagree about.
        let shown = fitting(lines, rows: size.rows - 1).map { $0.truncated(to: size.columns - 1) }
        for line in shown { frame += line.rendered(style) + "\u{1B}[K\n" }
        frame += "\u{1B}[J"
        drawn = shown.map(\.width)
        output.write(frame)
    }

    /// Takes the lines away, writes the last finished ones, and shows the cursor again.
    public mutating func finish(_ finished: [Line] = []) {
        if isLive, isCursorHidden || !drawn.isEmpty {
            var frame = rewind(columns: output.size.columns)
            frame += finished.isEmpty ? "\u{1B}[J" : written(finished)
            if isCursorHidden { frame += Self.restoringSequence }
            output.write(frame)
        } else if !finished.isEmpty {
            output.write(finished.map { $0.rendered(style) + "\n" }.joined())
        }
        drawn = []
        isCursorHidden = false
    }

    /// Moves to the first of the rows that the last frame takes now.
    private func rewind(columns: Int) -> String {
        let rows = drawn.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
        return rows > 0 ? "\r\u{1B}[\(rows)A" : ""
    }

    /// Lines of any length, which may wrap.
    ///
    /// All below is erased first: erasing behind a line that just fills its row would take its last character.
    private func written(_ finished: [Line]) -> String {
        finished.isEmpty ? "" : "\u{1B}[J" + finished.map { $0.rendered(style) + "\n" }.joined()
    }

    private func fitting(_ lines: [Line], rows: Int) -> [Line] {
        guard lines.count > rows, rows > 0 else { return lines }
        return lines.prefix(rows - 1) + [Line("… and \(lines.count - rows + 1) more", .dim)]
    }
}
