internal import Terminal

/// Charts one below the other as one SVG drawing, readable on a light and on a dark ground.
///
/// The text is the same for the same charts. It refers to nothing outside of itself, and describes in words what it shows.
public struct ChartDrawing: Sendable {
    private let title: String
    private let charts: [Chart]
    private let width: Int

    private static let heading = 56

    /// Draws charts below a title.
    /// - Parameters:
    ///   - title: What they show together.
    ///   - charts: In the order from above.
    ///   - width: The width of the drawing, in pixels.
    public init(title: String, charts: [Chart], width: Int = 760) {
        self.title = title
        self.charts = charts
        self.width = width
    }

    /// The text of the SVG file.
    public var svg: String {
        var panels: [String] = []
        var top = Self.heading
        for chart in charts {
            let panel = ChartPanel(chart, width: width)
            panels.append("<g transform=\"translate(0 \(top))\">\n\(panel.svg)\n</g>")
            top += panel.height
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(top)" width="\(width)" height="\(top)" \
            role="img" aria-labelledby="title description">
            <title id="title">\(title.escaped)</title>
            <desc id="description">\(description.escaped)</desc>
            <style>\(ChartPalette.style)</style>
            <rect class="ground" width="\(width)" height="\(top)"/>
            <text class="title" x="24" y="36">\(title.escaped)</text>
            \(panels.joined(separator: "\n"))
            </svg>

            """
    }

    /// Every curve in a sentence, for those who do not see it.
    public var description: String {
        charts.flatMap { chart in
            chart.curves.map { curve in
                let drawn = curve.drawn
                guard let first = drawn.first, let last = drawn.last else {
                    return "\(chart.title) of \(curve.name): no finite values."
                }
                let values = drawn.map(\.y)
                return "\(chart.title) of \(curve.name): \(Format.count(drawn.count, "value")), from "
                    + "\(Self.text(first.y)) at \(Self.text(first.x)) to \(Self.text(last.y)) at \(Self.text(last.x)); "
                    + "lowest \(Self.text(values.min() ?? 0)), highest \(Self.text(values.max() ?? 0))."
            }
        }.joined(separator: " ")
    }

    /// A number with four digits that count.
    static func text(_ value: Double) -> String {
        if let whole = Int(exactly: value), abs(whole) < 1_000_000 { return "\(whole)" }
        let size = abs(value)
        if size >= 1_000_000 || size < 0.0001 { return AxisLabel.text(value, step: size / 1000) }
        var places = 3
        var magnitude = size
        while magnitude >= 10, places > 0 {
            magnitude /= 10
            places -= 1
        }
        while magnitude < 1 {
            magnitude *= 10
            places += 1
        }
        return Format.decimal(value, places: places)
    }
}

extension String {
    /// The text as XML has it; what XML can't hold is replaced.
    var escaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: text += " "
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
