/// Rows and columns of text, aligned by what each cell takes on a screen.
///
/// Columns are two spaces apart. A table wider than the screen is cut column by column, the widest first; columns of
/// numbers are never cut, since half a number is a wrong one, and a last column of sentences goes on below itself.
public struct Table: Sendable {
    /// The side of a column that its cells are aligned to.
    public enum Alignment: Sendable { case left, right }

    /// A column's title and alignment.
    public struct Column: Sendable {
        let title: Line
        let alignment: Alignment
        let isCuttable: Bool
        var isWrapped = false

        /// A column of text.
        public static func text(_ title: String) -> Column {
            Column(title: Line(title, .bold), alignment: .left, isCuttable: true)
        }

        /// A last column of sentences, which are broken between words and never cut: what to do stands at their ends.
        public static func sentences(_ title: String) -> Column {
            Column(title: Line(title, .bold), alignment: .left, isCuttable: true, isWrapped: true)
        }

        /// A column of short words that are never cut, such as states.
        public static func word(_ title: String) -> Column {
            Column(title: Line(title, .bold), alignment: .left, isCuttable: false)
        }

        /// A column of numbers: aligned to the right and never cut.
        public static func number(_ title: String) -> Column {
            Column(title: Line(title, .bold), alignment: .right, isCuttable: false)
        }
    }

    /// The narrowest that a column is cut to.
    private static let narrowest = 8
    private static let gap = 2

    private let columns: [Column]
    private var rows: [[Line]] = []

    /// Makes a table without rows.
    public init(_ columns: Column...) { self.columns = columns }

    /// Makes a table without rows, of columns that are known only now.
    public init(_ columns: [Column]) { self.columns = columns }

    /// Whether the table has no rows.
    public var isEmpty: Bool { rows.isEmpty }

    /// Appends a row; cells that are missing at its end are empty.
    public mutating func append(_ cells: Line...) { append(cells) }

    /// Appends a row; cells that are missing at its end are empty.
    public mutating func append(_ cells: [Line]) {
        precondition(cells.count <= columns.count, "a row has a cell for each column at most")
        rows.append(cells + Array(repeating: Line(""), count: columns.count - cells.count))
    }

    /// Lays the table out, titles first.
    ///
    /// - Parameter width: How many columns of a screen there are; nil for as many as are needed.
    /// - Returns: The lines, without spaces at their ends.
    public func lines(width: Int? = nil) -> [Line] {
        let titles = columns.map(\.title)
        let hasTitles = titles.contains { $0.width > 0 }
        let widths = self.widths(within: width)
        return ((hasTitles ? [titles] : []) + rows).flatMap { row in
            guard columns.last?.isWrapped == true, let last = row.last, let room = widths.last else {
                return [line(row, widths)]
            }
            let parts = last.wrapped(to: room)
            // What follows the first line stands below it, beside empty cells.
            return parts.enumerated().map { index, part in
                let others = row.dropLast().map { index == 0 ? $0 : Line("") }
                return line(others, widths, ending: part)
            }
        }
    }

    private func line(_ row: [Line], _ widths: [Int], ending: Line? = nil) -> Line {
        var line = Line("")
        for (index, cell) in row.enumerated() {
            if index > 0 { line += Line(String(repeating: " ", count: Self.gap)) }
            line += cell.truncated(to: widths[index]).padded(to: widths[index], columns[index].alignment)
        }
        // A word that is wider than its column, such as a path, stays one, and can be copied.
        if let ending { line += Line(String(repeating: " ", count: row.isEmpty ? 0 : Self.gap)) + ending }
        return line.trimmed()
    }

    private func widths(within limit: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            max(columns[index].title.width, rows.map { $0[index].width }.max() ?? 0)
        }
        guard let limit else { return widths }
        var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - limit
        while excess > 0 {
            let cuttable = widths.indices.filter { columns[$0].isCuttable && widths[$0] > Self.narrowest }
            guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}
