import Charts
import Terminal

extension Curve {
    /// A curve of values at the positions 1, 2, 3 and so on.
    init(_ name: String, _ values: [Double]) {
        self.init(
            name: name, points: values.enumerated().map { Curve.Point(x: Double($0.offset + 1), y: $0.element) })
    }
}

extension Chart {
    init(_ title: String, _ curves: Curve...) { self.init(title: title, positions: "epoch", curves: curves) }
}

extension TerminalChart {
    /// The chart without colours.
    var text: String { lines.map { $0.rendered(Style(isColoured: false)) + "\n" }.joined() }
}
