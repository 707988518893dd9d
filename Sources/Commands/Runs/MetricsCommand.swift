internal import Arguments
internal import Charts
internal import ContentHash
internal import Execution
internal import FileSystem
internal import Registry
internal import Suggestions
internal import Terminal

/// `pipeline metrics`: draws what the steps of one or several runs measured.
struct MetricsCommand: Sendable {
    let session: Session

    static let runs = CommandParameter.arguments(
        "RUN", .name("RUN", completing: .source("runs")), help: "the runs (default: last)")
    static let metric = CommandParameter.repeatedOption(
        "metric", short: "m", .name("NAME"), help: "only this metric")
    static let step = CommandParameter.option(
        "step", .name("STEP", completing: .source("steps")), help: "only what this step measured")
    static let drawing = CommandParameter.option(
        "svg", .text("FILE", completing: .files), help: "write the curves to this file as an SVG drawing")

    var command: Command {
        Command(
            "metrics", summary: "Draw what the steps of runs measured.",
            discussion: """
                A metric that was told with a position, such as the epoch, is drawn as a curve, those of several runs over \
                one another; one without is a value in a table. Of a cached step it is what was measured when its result \
                was made.
                """,
            examples: [
                .init("pipeline metrics last"),
                .init("pipeline metrics 0c1f last --metric loss --svg loss.svg", "two runs over one another"),
            ],
            parameters: [Self.runs, Self.metric, Self.step, Self.drawing], action: { try await show($0) })
    }

    private func show(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        var runs: [RunSummary] = []
        for name in values[Self.runs].isEmpty ? ["last"] : values[Self.runs] {
            let run = try await registry.run(name)
            if !runs.contains(where: { $0.id == run.id }) { runs.append(run) }
        }
        var measured: [MeasuredRun] = []
        for run in runs { measured.append(MeasuredRun(run, try await registry.metrics(of: run.id))) }
        try check(values, measured)
        let metrics = Set(values[Self.metric])
        measured = measured.map { $0.narrowed(to: metrics, step: values[Self.step]) }
        let charts = MetricCharts(measured)
        if let path = values[Self.drawing] { try draw(charts, measured, to: path) }
        if values[GlobalOptions.json] {
            session.write(
                json: .array(
                    measured.map { run in
                        [
                            "run": .string(run.run.id.text), "pipeline": .string(run.run.pipeline),
                            "metrics": .array(run.series.map(RunDocuments.json)),
                        ]
                    }))
            return 0
        }
        if let path = values[Self.drawing] {
            session.write("drew \(Format.count(charts.charts.count, "metric")) to \(path)")
            return 0
        }
        let output = FileOutput.standard
        let lines = charts.lines(width: output.size.columns)
        session.write(lines.isEmpty ? [Line("nothing was measured")] : lines)
        return 0
    }

    /// Refuses names that none of the runs has.
    private func check(_ values: ParsedValues, _ measured: [MeasuredRun]) throws {
        let series = measured.flatMap(\.series)
        func refuse(_ what: String, _ name: String, among names: [String]) throws {
            guard !names.contains(name) else { return }
            let sorted = Set(names).sorted()
            let hint = suggestion(for: name, among: sorted)
            let place = measured.count == 1 ? "the run \(measured[0].run.id) has" : "the runs have"
            throw CommandFailure(
                "\(place) no \(what) '\(name)'"
                    + (hint.isEmpty && !sorted.isEmpty ? "; there are \(sorted.joined(separator: ", "))" : hint))
        }
        if let step = values[Self.step] {
            try refuse("step with metrics", step, among: series.map { "\($0.instance)" })
        }
        let ofStep = series.filter { values[Self.step] == nil || "\($0.instance)" == values[Self.step] }
        for name in values[Self.metric] { try refuse("metric", name, among: ofStep.map(\.name)) }
    }

    private func draw(_ charts: MetricCharts, _ measured: [MeasuredRun], to path: String) throws {
        guard !charts.charts.isEmpty else {
            throw CommandFailure("there is no curve to draw: nothing was measured at more than one position", .failed)
        }
        let pipelines = Set(measured.map(\.run.pipeline)).sorted().joined(separator: ", ")
        let runs = measured.count == 1 ? "run \(measured[0].run.id)" : Format.count(measured.count, "run")
        let drawing = ChartDrawing(title: "\(pipelines): \(runs)", charts: charts.charts)
        let place = path.hasPrefix("/") ? path : "\(session.folder)/\(path)"
        do throws(SystemError) { try Files.write(drawing.svg, to: place) } catch {
            throw CommandFailure("\(error)", .failed)
        }
    }
}
