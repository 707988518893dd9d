internal import Charts
internal import Execution
internal import Registry
internal import Terminal

/// What one run measured.
struct MeasuredRun: Sendable {
    let run: RunSummary
    let series: [MetricSeries]

    /// Takes the last attempt of each step: those before it failed.
    init(_ run: RunSummary, _ series: [MetricSeries]) {
        self.run = run
        let attempts = Dictionary(
            series.map { ($0.instance, $0.attempt) }, uniquingKeysWith: { first, second in max(first, second) })
        self.series = series.filter { attempts[$0.instance] == $0.attempt }
    }

    /// The run with some of its metrics alone; all where no names are given.
    func narrowed(to metrics: Set<String>, step: String?) -> MeasuredRun {
        MeasuredRun(
            run,
            series.filter { series in
                (metrics.isEmpty || metrics.contains(series.name)) && (step == nil || "\(series.instance)" == step)
            })
    }
}

/// The curves and values of several runs: one chart for each metric, one line of a table for each value.
struct MetricCharts {
    let charts: [Chart]
    private let values: [(metric: String, step: String, run: RunID, value: Double)]
    private let hasSeveralRuns: Bool

    init(_ runs: [MeasuredRun]) {
        var names: [String] = []
        var curves: [String: [(run: RunSummary, series: MetricSeries)]] = [:]
        var values: [(metric: String, step: String, run: RunID, value: Double)] = []
        for run in runs {
            for series in run.series {
                if series.points.contains(where: { $0.position != nil }) {
                    if curves[series.name] == nil { names.append(series.name) }
                    curves[series.name, default: []].append((run.run, series))
                } else if let last = series.points.last {
                    values.append((series.name, "\(series.instance)", run.run.id, last.value))
                }
            }
        }
        let hasSeveralRuns = runs.count > 1
        self.hasSeveralRuns = hasSeveralRuns
        self.values = values
        charts = names.map { name in
            let found = curves[name] ?? []
            let hasSeveralSteps = Set(found.map(\.series.instance)).count > 1
            return Chart(
                title: name, positions: "position",
                curves: found.map { run, series in
                    let step = hasSeveralSteps || !hasSeveralRuns ? ["\(series.instance)"] : []
                    let words = (hasSeveralRuns ? [run.id.text] : []) + step
                    return Curve(name: words.joined(separator: " "), points: Self.points(series))
                })
        }
    }

    private static func points(_ series: MetricSeries) -> [Curve.Point] {
        series.points.compactMap { point in
            point.position.map { Curve.Point(x: Double($0), y: point.value) }
        }
    }

    /// Everything for a terminal of a width.
    func lines(width: Int) -> [Line] {
        var parts = charts.map { TerminalChart($0, width: width).lines }
        if !values.isEmpty {
            var table = Table(
                [.word("metric"), .word("step")] + (hasSeveralRuns ? [.word("run")] : []) + [.number("value")])
            for value in values {
                table.append(
                    [Line(value.metric), Line(value.step)] + (hasSeveralRuns ? [Line(value.run.text)] : [])
                        + [Line(RunView.text(of: value.value))])
            }
            parts.append(table.lines(width: width))
        }
        return Array(parts.joined(separator: [""]))
    }
}
