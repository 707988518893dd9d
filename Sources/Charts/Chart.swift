/// Curves that share a pair of axes, to be drawn on a terminal (``TerminalChart``) or as SVG (``ChartDrawing``).
public struct Chart: Hashable, Sendable {
    /// What the values are.
    public let title: String
    /// What the positions are.
    public let positions: String
    /// In the order of the legend.
    public let curves: [Curve]

    public init(title: String, positions: String, curves: [Curve]) {
        self.title = title
        self.positions = positions
        self.curves = curves
    }

    /// The positions that are drawn.
    var horizontal: AxisScale { AxisScale(curves.flatMap { $0.drawn.map(\.x) }, isWhole: true) }

    /// The values that are drawn, with about so many ticks.
    func vertical(ticks: Int) -> AxisScale { AxisScale(curves.flatMap { $0.drawn.map(\.y) }, count: ticks) }

    /// The letters by which curves are told apart without colours; none where there is one curve alone.
    func letter(of index: Int) -> String? {
        guard curves.count > 1 else { return nil }
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let letter = letters[index % letters.count]
        return index < letters.count ? String(letter) : "\(letter)\(index / letters.count)"
    }
}

/// Values over positions.
public struct Curve: Hashable, Sendable {
    /// A value; one that is infinite or not a number leaves a gap.
    public struct Point: Hashable, Sendable {
        public let x: Double
        public let y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }

        var isDrawn: Bool { x.isFinite && y.isFinite }
    }

    /// The name in the legend.
    public let name: String
    /// In the order of their positions.
    public let points: [Point]

    /// Makes a curve of points in any order; of several at one position they stay as they came.
    public init(name: String, points: [Point]) {
        self.name = name
        self.points = points.enumerated()
            .sorted { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }
            .map(\.element)
    }

    /// The points that can be drawn.
    var drawn: [Point] { points.filter(\.isDrawn) }

    /// The points in sequences without a gap.
    var segments: [[Point]] { points.split { !$0.isDrawn }.map(Array.init) }

    /// How many points can't be drawn.
    public var gapCount: Int { points.count - drawn.count }
}
