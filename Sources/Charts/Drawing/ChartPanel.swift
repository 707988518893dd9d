internal import Terminal

/// One chart of a drawing: its name, its legend, and its curves between two axes.
struct ChartPanel {
    private let chart: Chart
    private let horizontal: AxisScale
    private let vertical: AxisScale
    private let width: Int

    private static let left = 84.0
    private static let field = 220.0
    private static let keyHeight = 20

    init(_ chart: Chart, width: Int) {
        self.chart = chart
        self.width = width
        (horizontal, vertical) = (chart.horizontal, chart.vertical(ticks: 6))
    }

    private var right: Double { Double(width) - 40 }
    private var keys: Int { chart.curves.count * Self.keyHeight }
    private var top: Double { 34 + Double(keys) }

    /// How much of the drawing it takes.
    var height: Int { Int(top + Self.field) + 68 }

    var svg: String {
        ([name] + legend + grid + chart.curves.indices.flatMap(curve)).joined(separator: "\n")
    }

    private var name: String { "<text class=\"name\" x=\"24\" y=\"16\">\(chart.title.escaped)</text>" }

    private var legend: [String] {
        chart.curves.enumerated().map { index, curve in
            let y = 38 + index * Self.keyHeight
            let letter = chart.letter(of: index).map { "\($0)  " } ?? ""
            let gaps = curve.gapCount == 0 ? "" : " (\(Format.count(curve.gapCount, "value")) not finite, not drawn)"
            return "<line class=\"curve \(ChartPalette.name(of: index))\"\(ChartPalette.dash(of: index)) x1=\"24\" "
                + "y1=\"\(y - 4)\" x2=\"52\" y2=\"\(y - 4)\"/>"
                + "<text class=\"key\" x=\"60\" y=\"\(y)\">\((letter + curve.name + gaps).escaped)</text>"
        }
    }

    private var grid: [String] {
        let bottom = top + Self.field
        var parts = vertical.ticks.map { tick in
            let y = self.y(tick)
            return "<line class=\"grid\" x1=\"\(text(Self.left))\" y1=\"\(text(y))\" x2=\"\(text(right))\" "
                + "y2=\"\(text(y))\"/><text class=\"soft\" text-anchor=\"end\" x=\"\(text(Self.left - 8))\" "
                + "y=\"\(text(y + 4))\">\(AxisLabel.text(tick, step: vertical.step))</text>"
        }
        parts.append(
            "<line class=\"axis\" x1=\"\(text(Self.left))\" y1=\"\(text(bottom))\" x2=\"\(text(right))\" "
                + "y2=\"\(text(bottom))\"/>")
        parts += horizontal.ticks.map { tick in
            let x = self.x(tick)
            return "<line class=\"axis\" x1=\"\(text(x))\" y1=\"\(text(bottom))\" x2=\"\(text(x))\" "
                + "y2=\"\(text(bottom + 5))\"/><text class=\"soft\" text-anchor=\"middle\" x=\"\(text(x))\" "
                + "y=\"\(text(bottom + 19))\">\(AxisLabel.text(tick, step: horizontal.step))</text>"
        }
        parts.append(
            "<text class=\"soft\" text-anchor=\"middle\" x=\"\(text((Self.left + right) / 2))\" "
                + "y=\"\(text(bottom + 37))\">\(chart.positions.escaped)</text>")
        return parts
    }

    private func curve(_ index: Int) -> [String] {
        let curve = chart.curves[index]
        let name = ChartPalette.name(of: index)
        var parts = curve.segments.map { segment -> String in
            let places = thinned(segment.map { (x: x($0.x), y: y($0.y)) })
            guard places.count > 1 else {
                let (x, y) = places[0]
                return "<circle class=\"dot \(name)\" cx=\"\(text(x))\" cy=\"\(text(y))\" r=\"3.5\"/>"
            }
            let points = places.map { "\(text($0.x)),\(text($0.y))" }.joined(separator: " ")
            return "<polyline class=\"curve \(name)\"\(ChartPalette.dash(of: index)) points=\"\(points)\">"
                + "<title>\(curve.name.escaped)</title></polyline>"
        }
        if let letter = chart.letter(of: index), let end = curve.drawn.last {
            parts.append(
                "<text class=\"end \(name)\" x=\"\(text(x(end.x) + 6))\" y=\"\(text(y(end.y) + 4 + shift(index)))\">"
                    + "\(letter)</text>")
        }
        return parts
    }

    /// How far a letter moves so that it does not stand on that of a curve before.
    private func shift(_ index: Int) -> Double {
        var taken: [(x: Double, y: Double)] = []
        var shift = 0.0
        for (place, curve) in chart.curves.enumerated() where place <= index {
            guard let end = curve.drawn.last else { continue }
            let (x, y) = (x(end.x), y(end.y))
            shift = 0
            while taken.contains(where: { abs($0.x - x) < 10 && abs($0.y - (y + shift)) < 11 }) { shift -= 11 }
            taken.append((x, y + shift))
        }
        return shift
    }

    /// Leaves out what falls on the same column of the screen, but for the highest and the lowest.
    private func thinned(_ places: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard places.count > 2 * width else { return places }
        var kept: [(x: Double, y: Double)] = []
        var rest = places[...]
        while let first = rest.first {
            let column = rest.prefix { Int($0.x) == Int(first.x) }
            rest = rest.dropFirst(column.count)
            let low = column.indices.min { column[$0].y < column[$1].y } ?? column.startIndex
            let high = column.indices.max { column[$0].y < column[$1].y } ?? column.startIndex
            for index in Set([column.startIndex, low, high, column.endIndex - 1]).sorted() {
                kept.append(column[index])
            }
        }
        return kept
    }

    private func x(_ value: Double) -> Double { Self.left + horizontal.fraction(value) * (right - Self.left) }
    private func y(_ value: Double) -> Double { top + (1 - vertical.fraction(value)) * Self.field }

    /// A coordinate to a tenth of a point.
    private func text(_ value: Double) -> String { Format.decimal(value, places: 1) }
}
