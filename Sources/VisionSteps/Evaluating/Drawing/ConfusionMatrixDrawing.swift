internal import Terminal

/// A confusion matrix as an SVG drawing that is readable on a light and on a dark ground.
///
/// A row is a true class, a column a predicted one; a cell's strength is its share of the row, blue where it is right and
/// orange where it is wrong. The square root is drawn, so that a rare mistake can still be seen.
struct ConfusionMatrixDrawing {
    private let report: EvaluationReport
    private let cell: Int
    /// Room for the names of the classes.
    private let left: Int
    private let top = 104
    private let right = 36
    private let bottom = 116

    init(_ report: EvaluationReport) {
        self.report = report
        let count = report.classes.count
        cell = count > 64 ? 9 : max(17, min(40, 880 / max(count, 1)))
        let longest = report.classes.map { Self.shortened($0.name).count }.max() ?? 0
        left = 44 + max(20, longest * 6)
    }

    /// A name as there is room for it.
    private static func shortened(_ name: String) -> String { name.count <= 24 ? name : "\(name.prefix(23))…" }

    private var count: Int { report.classes.count }
    private var side: Int { count * cell }
    private var width: Int { left + max(side, 340) + right }
    private var height: Int { top + side + bottom }

    /// The text of the SVG file.
    var svg: String {
        """
        <svg class="confusion" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
        height="\(height)" role="img" aria-label="Confusion matrix of \(count) classes">
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

    /// The rules hold inside of this drawing alone, wherever it stands.
    private var style: String {
        """

        .confusion text { font-family: system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; fill: #1f2328; }
        .confusion .ground { fill: #ffffff; } .confusion .field { fill: #f6f8fa; stroke: #d1d9e0; }
        .confusion .title { font-size: 20px; font-weight: 600; }
        .confusion .soft { font-size: 13px; fill: #59636e; }
        .confusion .id { font-size: \(min(11, cell - 1))px; fill: #59636e; }
        .confusion .right { fill: #0a58ca; } .confusion .wrong { fill: #c2410c; }
        .confusion .rightStop { stop-color: #0a58ca; } .confusion .wrongStop { stop-color: #c2410c; }
        .confusion .n { font-size: \(cell / 2)px; text-anchor: middle; } .confusion .n.on { fill: #ffffff; }
        .confusion .n.small { font-size: \(cell * 2 / 5)px; }
        .confusion .guide { stroke: #d1d9e0; stroke-width: 0.5; }
        @media (prefers-color-scheme: dark) {
        .confusion text { fill: #f0f6fc; } .confusion .ground { fill: #151b23; }
        .confusion .field { fill: #0d1117; stroke: #3d444d; }
        .confusion .soft, .confusion .id { fill: #9ea7b3; }
        .confusion .right { fill: #58a6ff; } .confusion .wrong { fill: #ffa657; }
        .confusion .rightStop { stop-color: #58a6ff; } .confusion .wrongStop { stop-color: #ffa657; }
        .confusion .n.on { fill: #0d1117; } .confusion .guide { stroke: #3d444d; }
        }

        """
    }

    private var heading: String {
        """
        <text class="title" x="\(left)" y="36">Confusion matrix</text>
        <text class="soft" x="\(left)" y="58">\(report.images) images of \(count) classes: accuracy \
        \(Markup.percent(report.accuracy, of: report.images)), macro F1 \(Markup.score(report.macroF1))</text>
        <text class="soft" x="\(left + side / 2)" y="\(top - 24)" text-anchor="middle">predicted class</text>
        <text class="soft" transform="translate(20 \(top + side / 2)) rotate(-90)" text-anchor="middle">true class</text>
        """
    }

    /// The ids along both sides; not all where they would run into each other.
    private var axes: String {
        let step = cell >= 14 ? 1 : 5
        let middle = cell / 2
        return stride(from: 0, to: count, by: step).map { id in
            let at = id * cell + middle
            let name = "<title>\(Markup.escaped(label(of: id)))</title>"
            return """
                <text class="id" x="\(at)" y="-6" text-anchor="middle">\(id)\(name)</text>\
                <text class="id" x="-6" y="\(at + 4)" text-anchor="end">\(Markup.escaped(Self.shortened(report.classes[id].name)))\
                \(name)</text>
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
        let title = Markup.escaped("\(label(of: row)): \(number) of \(support) \(what) (\(Format.percent(share)))")
        let shape = """
            <rect class="\(row == column ? "right" : "wrong")" x="\(column * cell)" y="\(row * cell)" width="\(cell)" \
            height="\(cell)" fill-opacity="\(Format.decimal(0.08 + 0.92 * strength, places: 2))"/>
            """
        guard cell >= 16 else { return "<g><title>\(title)</title>\(shape)</g>" }
        let text = """
            <text class="n\(number > 999 ? " small" : "")\(strength > (row == column ? 0.6 : 0.85) ? " on" : "")" x="\(column * cell + cell / 2)" \
            y="\(row * cell + cell / 2 + cell / 6)">\(number)</text>
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
            let strength = Format.decimal(0.08 + 0.92 * (Double(place) / 10).squareRoot(), places: 2)
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
}
