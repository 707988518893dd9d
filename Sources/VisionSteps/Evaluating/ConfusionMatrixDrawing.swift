/// A confusion matrix as an SVG drawing that is readable on a light and on a dark ground.
///
/// A row is a true class, a column a predicted one; a cell's strength is its share of the row, blue where it is right and
/// orange where it is wrong. The square root is drawn, so that a rare mistake can still be seen.
struct ConfusionMatrixDrawing {
    private let report: EvaluationReport
    private let cell: Int
    private let left = 64
    private let top = 104
    private let right = 36
    private let bottom = 116

    init(_ report: EvaluationReport) {
        self.report = report
        cell = max(9, min(40, 860 / max(report.classes.count, 1)))
    }

    private var count: Int { report.classes.count }
    private var side: Int { count * cell }
    private var width: Int { left + max(side, 340) + right }
    private var height: Int { top + side + bottom }

    /// The text of the SVG file.
    var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img">
        <title>Confusion matrix</title>
        <style>\(style)</style>
        <rect class="ground" width="\(width)" height="\(height)"/>
        \(heading)
        <g class="plot" transform="translate(\(left) \(top))">
        <rect class="field" width="\(side)" height="\(side)"/>
        \(axes)
        \(cells)
        </g>
        \(legend)
        </svg>

        """
    }

    private var style: String {
        """

        text { font-family: system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; fill: #1f2328; }
        .ground { fill: #ffffff; } .field { fill: #f6f8fa; stroke: #d1d9e0; }
        .title { font-size: 20px; font-weight: 600; } .soft { font-size: 13px; fill: #59636e; }
        .id { font-size: \(min(11, cell - 1))px; fill: #59636e; }
        .right { fill: #0a58ca; } .wrong { fill: #d9480f; }
        .rightStop { stop-color: #0a58ca; } .wrongStop { stop-color: #d9480f; }
        .n { font-size: \(max(6, cell * 2 / 5))px; text-anchor: middle; } .n.on { fill: #ffffff; }
        .guide { stroke: #d1d9e0; stroke-width: 0.5; }
        @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc; } .ground { fill: #0d1117; } .field { fill: #151b23; stroke: #3d444d; }
        .soft, .id { fill: #9198a1; } .right { fill: #58a6ff; } .wrong { fill: #ffa657; }
        .rightStop { stop-color: #58a6ff; } .wrongStop { stop-color: #ffa657; }
        .n.on { fill: #0d1117; } .guide { stroke: #3d444d; }
        }

        """
    }

    private var heading: String {
        """
        <text class="title" x="\(left)" y="36">Confusion matrix</text>
        <text class="soft" x="\(left)" y="58">\(report.images) images of \(count) classes: accuracy \
        \(Self.percent(report.accuracy)), macro F1 \(Self.percent(report.macroF1))</text>
        <text class="soft" x="\(left + side / 2)" y="\(top - 24)" text-anchor="middle">predicted class</text>
        <text class="soft" transform="translate(20 \(top + side / 2)) rotate(-90)" text-anchor="middle">true class</text>
        """
    }

    /// The ids along both sides; not all where they would run into each other.
    private var axes: String {
        let step = cell >= 14 ? 1 : cell >= 10 ? 2 : 5
        let middle = cell / 2
        return stride(from: 0, to: count, by: step).map { id in
            let at = id * cell + middle
            let name = "<title>\(Self.escaped(label(of: id)))</title>"
            return """
                <text class="id" x="\(at)" y="-6" text-anchor="middle">\(id)\(name)</text>\
                <text class="id" x="-6" y="\(at + 4)" text-anchor="end">\(id)\(name)</text>
                """
        }.joined(separator: "\n") + "\n" + guides
    }

    private var guides: String {
        stride(from: 5, to: count, by: 5).map { id in
            """
            <path class="guide" d="M\(id * cell) 0V\(side)M0 \(id * cell)H\(side)"/>
            """
        }.joined(separator: "\n")
    }

    private var cells: String {
        report.confusion.indices.flatMap { row in
            report.confusion[row].indices.compactMap { column in cell(row, column) }
        }.joined(separator: "\n")
    }

    /// One cell with its tooltip; none where there is nothing to tell.
    private func cell(_ row: Int, _ column: Int) -> String? {
        let number = report.confusion[row][column]
        guard number > 0 else { return nil }
        let support = report.classes[row].support
        let share = Double(number) / Double(support)
        let strength = share.squareRoot()
        let what = row == column ? "taken for what they are" : "taken for \(label(of: column))"
        let title = Self.escaped("\(label(of: row)): \(number) of \(support) \(what) (\(Self.percent(share)))")
        let shape = """
            <rect class="\(row == column ? "right" : "wrong")" x="\(column * cell)" y="\(row * cell)" width="\(cell)" \
            height="\(cell)" fill-opacity="\(Self.fixed(0.08 + 0.92 * strength, decimals: 2))"/>
            """
        guard cell >= 16 else { return "<g><title>\(title)</title>\(shape)</g>" }
        let text = """
            <text class="n\(strength > 0.6 ? " on" : "")" x="\(column * cell + cell / 2)" \
            y="\(row * cell + cell / 2 + cell / 7)">\(number)</text>
            """
        return "<g><title>\(title)</title>\(shape)\(text)</g>"
    }

    private var legend: String {
        let y = top + side + 28
        return """
            <defs>\
            \(gradient("rightScale", "right"))\
            \(gradient("wrongScale", "wrong"))\
            </defs>
            \(bar("rightScale", "right, share of the true class", x: left, y: y))
            \(bar("wrongScale", "wrong, share of the true class", x: left, y: y + 40))
            """
    }

    private func gradient(_ id: String, _ name: String) -> String {
        let stops = stride(from: 0, through: 10, by: 1).map { place in
            let strength = Self.fixed(0.08 + 0.92 * (Double(place) / 10).squareRoot(), decimals: 2)
            return #"<stop class="\#(name)Stop" offset="\#(place * 10)%" stop-opacity="\#(strength)"/>"#
        }
        return #"<linearGradient id="\#(id)">\#(stops.joined())</linearGradient>"#
    }

    private func bar(_ gradient: String, _ text: String, x: Int, y: Int) -> String {
        """
        <rect x="\(x)" y="\(y)" width="160" height="12" fill="url(#\(gradient))"/>\
        <text class="soft" x="\(x)" y="\(y + 26)">0 %</text>\
        <text class="soft" x="\(x + 160)" y="\(y + 26)" text-anchor="end">100 %</text>\
        <text class="soft" x="\(x + 172)" y="\(y + 11)">\(text)</text>
        """
    }

    private func label(of id: Int) -> String {
        let name = report.classes[id].name
        return name == "\(id)" ? "class \(id)" : "class \(id) (\(name))"
    }

    private static func percent(_ share: Double) -> String { "\(fixed(share * 100, decimals: 2)) %" }

    /// A number from 0 with so many decimals, the same in every locale.
    private static func fixed(_ value: Double, decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let whole = Int((value * Double(scale)).rounded())
        let rest = String(whole % scale)
        return "\(whole / scale)." + String(repeating: "0", count: decimals - rest.count) + rest
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
    }
}
