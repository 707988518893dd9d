public import Terminal

/// A chart in characters: curves of Braille dots between two axes, with a legend below.
///
/// Each curve has an ink and, where there are several, a letter at its end: without colours the letters tell them apart.
public struct TerminalChart: Sendable {
    private let chart: Chart
    private let canvas: BrailleCanvas
    /// Letters at the ends of curves.
    private let letters: [Place: (text: Character, owner: Int)]
    private let labels: [Int: String]
    private let labelWidth: Int
    private let horizontal: AxisScale
    private let vertical: AxisScale

    private struct Place: Hashable {
        let row: Int
        let column: Int
    }

    private static let inks: [Ink] = [.cyan, .yellow, .magenta, .green, .blue, .red]
    private static let narrowest = 20

    /// Lays a chart out.
    /// - Parameters:
    ///   - chart: The chart.
    ///   - width: How many columns of the screen there are.
    ///   - height: How many rows the curves take.
    public init(_ chart: Chart, width: Int, height: Int = 12) {
        self.chart = chart
        // Labels of two ticks need a row between them.
        let (across, scale) = (chart.horizontal, chart.vertical(ticks: max(2, height / 2)))
        (horizontal, vertical) = (across, scale)
        var labels: [Int: String] = [:]
        for tick in scale.ticks {
            labels[Self.row(of: scale.fraction(tick), rows: height)] = AxisLabel.text(tick, step: scale.step)
        }
        self.labels = labels
        labelWidth = labels.values.map(\.count).max() ?? 0
        // Behind the last point there is room for a letter.
        let columns = max(Self.narrowest, width - labelWidth - 2 - (chart.curves.count > 1 ? 2 : 0))
        var canvas = BrailleCanvas(columns: columns, rows: height)
        let (right, bottom) = (Double(canvas.width - 1), Double(canvas.height - 1))
        var ends: [(Place, Int)] = []
        for (index, curve) in chart.curves.enumerated() {
            let segments = curve.segments.map { segment in
                segment.map { point in
                    (
                        x: Int((across.fraction(point.x) * right).rounded()),
                        y: Int(((1 - scale.fraction(point.y)) * bottom).rounded())
                    )
                }
            }
            for segment in segments {
                guard let first = segment.first else { continue }
                canvas.set(first.x, first.y, owner: index)
                for (start, end) in zip(segment, segment.dropFirst()) {
                    canvas.line(from: start, to: end, owner: index)
                }
            }
            if let end = segments.last?.last { ends.append((Place(row: end.y / 4, column: end.x / 2 + 1), index)) }
        }
        self.canvas = canvas
        letters = Self.letters(at: ends, of: chart, rows: height)
    }

    /// The chart, line by line.
    public var lines: [Line] {
        var lines = [Line(chart.title, .bold) + Line(" over \(chart.positions)", .dim)]
        for row in 0..<canvas.rows { lines.append(axis(row) + curves(row)) }
        return lines + [floor, positions] + legend
    }

    // MARK: - Curves

    private static func row(of fraction: Double, rows: Int) -> Int {
        Int(((1 - fraction) * Double(rows * 4 - 1)).rounded()) / 4
    }

    /// Puts each letter behind the end of its curve, or in the nearest row where there is room.
    private static func letters(
        at ends: [(Place, Int)], of chart: Chart, rows: Int
    ) -> [Place: (text: Character, owner: Int)] {
        var letters: [Place: (text: Character, owner: Int)] = [:]
        for (end, owner) in ends {
            guard let letter = chart.letter(of: owner)?.first else { continue }
            let candidates = (0..<rows).sorted { (abs($0 - end.row), $0) < (abs($1 - end.row), $1) }
            let free = candidates.map { Place(row: $0, column: end.column) }.first { letters[$0] == nil }
            if let free { letters[free] = (letter, owner) }
        }
        return letters
    }

    private func curves(_ row: Int) -> Line {
        // Neighbours of one curve share an escape sequence.
        var line = Line("")
        var (text, ink) = ("", Ink?.none)
        func flushed() -> Line { ink.map { Line(text, $0) } ?? Line(text) }
        for column in 0..<canvas.columns + 2 {
            var (character, owner) = (Character(" "), Int?.none)
            if let letter = letters[Place(row: row, column: column)] {
                (character, owner) = (letter.text, letter.owner)
            } else if column < canvas.columns, let cell = canvas.cell(row: row, column: column) {
                (character, owner) = (cell.character, cell.owner)
            }
            let next = owner.map(Self.ink)
            if next != ink {
                line += flushed()
                (text, ink) = ("", next)
            }
            text.append(character)
        }
        while text.last == " " { text.removeLast() }
        return line + flushed()
    }

    private static func ink(of owner: Int) -> Ink { inks[owner % inks.count] }

    // MARK: - Axes and legend

    private func axis(_ row: Int) -> Line {
        let label = labels[row] ?? ""
        let space = String(repeating: " ", count: labelWidth - label.count)
        return Line("\(space)\(label) \(label.isEmpty ? "│" : "┤")", .dim)
    }

    /// The columns of the ticks below the curves.
    private var tickColumns: [(column: Int, label: String)] {
        horizontal.ticks.map { tick in
            let column = Int((horizontal.fraction(tick) * Double(canvas.width - 1)).rounded()) / 2
            return (column, AxisLabel.text(tick, step: horizontal.step))
        }
    }

    private var floor: Line {
        let columns = Set(tickColumns.map(\.column))
        let line = (0..<canvas.columns).map { columns.contains($0) ? "┬" : "─" }.joined()
        return Line("\(String(repeating: " ", count: labelWidth + 1))└\(line)", .dim)
    }

    private var positions: Line {
        var text = String(repeating: " ", count: labelWidth + 2)
        let start = text.count
        for (column, label) in tickColumns {
            let place = max(start + column - label.count / 2, 0)
            // A label that would touch the one before is left out.
            guard text.count == start || place > text.count else { continue }
            guard place + label.count <= start + canvas.columns + 2 else { continue }
            text += String(repeating: " ", count: max(0, place - text.count)) + label
        }
        return Line(text, .dim)
    }

    private var legend: [Line] {
        let indent = Line(String(repeating: " ", count: labelWidth + 2))
        return chart.curves.enumerated().map { index, curve in
            let mark = chart.letter(of: index) ?? "⠒⠒"
            let gaps = curve.gapCount == 0 ? "" : " (\(Format.count(curve.gapCount, "value")) not finite, not drawn)"
            return indent + Line(mark, Self.ink(of: index)) + Line(" \(curve.name)") + Line(gaps, .dim)
        }
    }
}
