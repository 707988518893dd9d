internal import Terminal

/// A reliability diagram as SVG: for each range of confidence the share of right answers, and how many answers there are.
struct ReliabilityDrawing {
    private let calibration: Calibration

    private static let side = 300.0
    private static let left = 44.0
    private static let top = 12.0
    private static let countTop = 366.0
    private static let countHeight = 56.0

    init(_ calibration: Calibration) { self.calibration = calibration }

    /// The text of the drawing, in the colours of the page that it is part of.
    var svg: String {
        """
        <svg class="reliability" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 372 446" width="470" role="img" \
        aria-labelledby="reliability-title">
        <title id="reliability-title">Reliability diagram: expected calibration error \
        \(Format.percent(calibration.error, places: 2))</title>
        <style>
        .reliability text { font: 11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--soft, #59636e); }
        .reliability .grid { stroke: var(--line, #d1d9e0); } .reliability .share { fill: var(--right, #0a58ca); }
        .reliability .over { fill: var(--wrong, #c2410c); fill-opacity: 0.8; }
        .reliability .under { fill: var(--right, #0a58ca); fill-opacity: 0.35; }
        .reliability .ideal { stroke: var(--ink, #1f2328); stroke-dasharray: 4 4; }
        .reliability .count { fill: var(--soft, #59636e); }
        </style>
        \(grid)
        \(calibration.bins.map(bar).joined(separator: "\n"))
        <line class="ideal" x1="\(text(Self.left))" y1="\(text(y(0)))" x2="\(text(x(1)))" y2="\(text(y(1)))"/>
        \(counts)
        </svg>
        """
    }

    private var grid: String {
        stride(from: 0.0, through: 1, by: 0.25).map { value in
            """
            <line class="grid" x1="\(text(x(0)))" y1="\(text(y(value)))" x2="\(text(x(1)))" y2="\(text(y(value)))"/>\
            <text x="\(text(Self.left - 6))" y="\(text(y(value) + 4))" text-anchor="end">\
            \(Format.decimal(value * 100, places: 0)) %</text>\
            <text x="\(text(x(value)))" y="\(text(y(0) + 16))" text-anchor="middle">\
            \(Format.decimal(value * 100, places: 0)) %</text>
            """
        }.joined(separator: "\n")
            + """

            <text x="\(text(x(0.5)))" y="\(text(y(0) + 34))" text-anchor="middle">confidence</text>
            """
    }

    private func bar(_ bin: Calibration.Bin) -> String {
        guard bin.images > 0 else { return "" }
        let (low, high) = (min(bin.accuracy, bin.confidence), max(bin.accuracy, bin.confidence))
        let title =
            "confidence \(Format.decimal(bin.lower, places: 2)) to \(Format.decimal(bin.upper, places: 2)): "
            + "\(Format.count(bin.images, "image")), \(Format.percent(bin.accuracy)) right, "
            + "mean confidence \(Format.percent(bin.confidence))"
        return """
            <g><title>\(Markup.escaped(title))</title>\(rectangle(bin, "share", from: 0, to: low))\
            \(rectangle(bin, bin.confidence > bin.accuracy ? "over" : "under", from: low, to: high))</g>
            """
    }

    private func rectangle(_ bin: Calibration.Bin, _ name: String, from low: Double, to high: Double) -> String {
        """
        <rect class="\(name)" x="\(text(x(bin.lower) + 1))" y="\(text(y(high)))" \
        width="\(text(x(bin.upper) - x(bin.lower) - 2))" height="\(text(y(low) - y(high)))"/>
        """
    }

    /// The number of images in each bin, drawn by its square root so that few can be seen beside many.
    private var counts: String {
        let most = Double(calibration.bins.map(\.images).max() ?? 1).squareRoot()
        let bars = calibration.bins.filter { $0.images > 0 }.map { bin in
            let height = max(1, Double(bin.images).squareRoot() / most * Self.countHeight)
            return """
                <rect class="count" x="\(text(x(bin.lower) + 1))" y="\(text(Self.countTop + Self.countHeight - height))" \
                width="\(text(x(bin.upper) - x(bin.lower) - 2))" height="\(text(height))"/>
                """
        }
        return bars.joined(separator: "\n")
            + """

            <line class="grid" x1="\(text(x(0)))" y1="\(text(Self.countTop + Self.countHeight))" x2="\(text(x(1)))" \
            y2="\(text(Self.countTop + Self.countHeight))"/>
            <text x="\(text(x(0.5)))" y="\(text(Self.countTop + Self.countHeight + 18))" text-anchor="middle">\
            images (square root)</text>
            """
    }

    private func x(_ share: Double) -> Double { Self.left + share * Self.side }
    private func y(_ share: Double) -> Double { Self.top + (1 - share) * Self.side }
    private func text(_ value: Double) -> String { Format.decimal(value, places: 1) }
}
