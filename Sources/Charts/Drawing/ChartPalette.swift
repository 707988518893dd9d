/// Colours that can be told apart on a light and on a dark ground, also by most who see fewer of them.
enum ChartPalette {
    private static let light = ["#0a58ca", "#d9480f", "#1a7f37", "#8250df", "#bf3989", "#7d5b00"]
    private static let dark = ["#58a6ff", "#ffa657", "#3fb950", "#bc8cff", "#f778ba", "#e3b341"]
    /// Beyond the colours, curves are told apart by their dashes.
    private static let dashes = ["", "7 3", "2 3", "9 3 2 3"]

    /// The class of a curve.
    static func name(of index: Int) -> String { "c\(index % light.count)" }

    /// The attribute with the dashes of a curve.
    static func dash(of index: Int) -> String {
        let dash = dashes[index / light.count % dashes.count]
        return dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    }

    static var style: String {
        """

        text { font-family: system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; fill: #1f2328; }
        .ground { fill: #ffffff; } .title { font-size: 20px; font-weight: 600; } .name { font-size: 15px; font-weight: 600; }
        .soft { font-size: 12px; fill: #59636e; } .key { font-size: 13px; } .end { font-size: 12px; font-weight: 600; paint-order: stroke; stroke: #ffffff; stroke-width: 3px; }
        .grid { stroke: #d1d9e0; stroke-width: 1; } .axis { stroke: #59636e; stroke-width: 1; }
        .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        \(rules(light))
        @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc; } .ground { fill: #0d1117; } .soft { fill: #9198a1; }
        .grid { stroke: #2b323b; } .axis { stroke: #9198a1; } .end { stroke: #0d1117; }
        \(rules(dark))
        }

        """
    }

    private static func rules(_ colours: [String]) -> String {
        colours.enumerated().map { index, colour in
            ".curve.c\(index) { stroke: \(colour); } .end.c\(index), .dot.c\(index) { fill: \(colour); }"
        }.joined(separator: "\n")
    }
}
