internal import Execution
internal import Registry
internal import Terminal

/// A comparison of two runs as tables, each of them only where something differs.
struct RunComparisonText {
    private let comparison: RunComparison
    /// How wide the screen is, where there is one.
    private let width: Int?

    /// More files than that are counted.
    private static let mostFiles = 20

    init(_ comparison: RunComparison, width: Int?) {
        self.comparison = comparison
        self.width = width
    }

    var lines: [Line] {
        var parts: [[Line]] = []
        let (left, right) = comparison.runs
        if !comparison.isOfOnePipeline {
            parts.append([
                Line(
                    "the runs are of different pipelines, \(left.pipeline) and \(right.pipeline): "
                        + "only what has the same name in both is compared")
            ])
        }
        if comparison.isSame {
            let told = comparison.isOfOnePipeline ? "the runs do not differ" : "nothing of the same name differs"
            return (parts + [[Line(told)]]).joined().map { $0 }
        }
        parts += [
            table("parameter", comparison.parameters), files, causes, table("made with", comparison.facts),
            table("ended", comparison.endings), metrics, table("output", comparison.outputs),
        ]
        parts = parts.filter { !$0.isEmpty }
        return Array(parts.joined(separator: [""]))
    }

    private func table(_ title: String, _ rows: [RunComparison.Row]) -> [Line] {
        let rows = rows.filter { !$0.isSame }
        guard !rows.isEmpty else { return [] }
        let (left, right) = comparison.runs
        var table = Table(.word(title), .text(left.id.text), .text(right.id.text))
        for row in rows {
            table.append(Line(row.name), text(row.left), text(row.right))
        }
        return table.lines(width: width)
    }

    private func text(_ value: String?) -> Line { value.map { Line(RunText.shortened($0)) } ?? Line("-", .dim) }

    private var metrics: [Line] {
        let metrics = comparison.metrics.filter { !$0.isSame }
        guard !metrics.isEmpty else { return [] }
        let (left, right) = comparison.runs
        var table = Table(.word("metric"), .number(left.id.text), .number(right.id.text), .number("difference"))
        for metric in metrics {
            let difference = metric.difference.map { ($0 > 0 ? "+" : "") + RunView.text(of: $0) }
            table.append(Line(metric.name), number(metric.left), number(metric.right), Line(difference ?? ""))
        }
        return table.lines(width: width)
    }

    private func number(_ value: Double?) -> Line { value.map { Line(RunView.text(of: $0)) } ?? Line("-", .dim) }

    /// The files that make two folders of one parameter differ.
    private var files: [Line] {
        comparison.parameters.filter { !$0.details.isEmpty }.flatMap { row -> [Line] in
            let rest = row.details.count - Self.mostFiles
            return [Line("files of \(row.name)", .bold)] + row.details.prefix(Self.mostFiles).map { Line("  \($0)") }
                + (rest > 0 ? [Line("  and \(Format.count(rest)) more", .dim)] : [])
        }
    }

    private var causes: [Line] {
        guard !comparison.causes.isEmpty else { return [] }
        return [Line("code and declaration", .bold)]
            + comparison.causes.flatMap { step, differences in
                differences.map { Line("  \(step): \($0.description)") }
            }
    }
}
