internal import Arguments
internal import ContentHash
internal import Execution
internal import Glibc
internal import PipelineKit
internal import Processes
internal import Registry
internal import Terminal

/// `pipeline runs`: lists runs, shows one, compares two, cancels one.
struct RunsCommand: Sendable {
    let session: Session

    static let limit = CommandParameter.option(
        "limit", short: "n", .integer("N", in: 1...), default: 20, help: "show at most N runs")
    static let pipeline = CommandParameter.option(
        "pipeline", .name("PIPELINE", completing: .source("pipelines")), help: "only runs of this pipeline")
    static let other = CommandParameter.argument(
        "OTHER", .name("OTHER", completing: .source("runs")), help: "the run to compare it with")

    var command: Command {
        Command(
            "runs", summary: "List, show, compare and cancel runs.", examples: [.init("pipeline runs")],
            subcommands: [
                Command(
                    "list", summary: "List runs, the newest first.",
                    examples: [.init("pipeline runs list --pipeline road_sign --limit 5")],
                    parameters: [Self.limit, Self.pipeline], action: { try await list($0) }),
                Command(
                    "show", summary: "Show a run with its steps, parameters and metrics.",
                    examples: [.init("pipeline runs show last")], parameters: [RunArguments.lastRun],
                    action: { try await show($0) }),
                Command(
                    "compare", summary: "Show what differs between two runs.",
                    examples: [.init("pipeline runs compare 0c1f last")],
                    parameters: [RunArguments.run, Self.other], action: { try await compare($0) }),
                Command(
                    "cancel", summary: "End a run that goes on in another process, as Ctrl-C there would.",
                    examples: [.init("pipeline runs cancel last")], parameters: [RunArguments.run],
                    action: { try await cancel($0) }),
            ], defaultSubcommand: "list")
    }

    private func list(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        _ = try await registry.markLostRuns(at: session.now)
        let runs = try await registry.runs(of: values[Self.pipeline], limit: values[Self.limit])
        if values[GlobalOptions.json] {
            session.write(json: .array(runs.map(json)))
            return 0
        }
        guard !runs.isEmpty else {
            session.write("there are no runs yet; start one with: pipeline run NAME")
            return 0
        }
        var table = Table(
            .word("run"), .word("pipeline"), .word("status"), .word("started"), .number("time"), .text("steps"))
        for run in runs {
            table.append(
                Line(run.id.text), Line(run.pipeline), StatusText.line(run.status),
                Line(Format.relative(run.started, now: session.now)),
                Line(run.seconds.map { Format.duration(.seconds($0)) } ?? ""), Line(steps(run), .dim))
        }
        session.write(table)
        return 0
    }

    private func show(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        _ = try await registry.markLostRuns(at: session.now)
        let run = try await registry.run(values[RunArguments.lastRun])
        let steps = try await registry.steps(of: run.id)
        let parameters = try await registry.parameters(of: run.id)
        let metrics = try await registry.metrics(of: run.id)
        if values[GlobalOptions.json] {
            var document = json(run).object ?? [:]
            document["parameters"] = .object(parameters)
            document["steps"] = .array(steps.map(json))
            document["metrics"] = .array(metrics.map(json))
            session.write(json: .object(document))
            return 0
        }
        session.write(Line("run \(run.id)", .bold) + " of \(run.pipeline): " + StatusText.line(run.status))
        session.write(
            "started \(Format.date(run.started, in: .local(at: run.started))) by: \(run.command.joined(separator: " "))"
        )
        session.write("")
        var table = Table(.word("step"), .word("status"), .number("time"), .number("attempts"), .text("reason"))
        for step in steps {
            table.append(
                Line("\(step.instance)"), StatusText.line(step.status),
                Line(step.seconds > 0 ? Format.duration(.seconds(step.seconds)) : ""),
                Line(step.attempts.isEmpty ? "" : "\(step.attempts.count)"), Line(step.reason, .dim))
        }
        session.write(table)
        if !parameters.isEmpty {
            session.write("")
            var table = Table(.word("parameter"), .text("value"))
            for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
                table.append(Line(name), Line(value.displayText))
            }
            session.write(table)
        }
        if !metrics.isEmpty {
            session.write("")
            var table = Table(.word("metric"), .word("step"), .number("last"), .number("points"))
            for series in metrics {
                table.append(
                    Line(series.name), Line("\(series.instance)"),
                    Line(series.points.last.map { RunView.text(of: $0.value) } ?? ""), Line("\(series.points.count)"))
            }
            session.write(table)
        }
        return 0
    }

    private func compare(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let (left, right) = (
            try await registry.run(values[RunArguments.run]), try await registry.run(values[Self.other])
        )
        let comparison = try await RunComparison(left, right, registry)
        if values[GlobalOptions.json] {
            session.write(json: comparison.json)
            return 0
        }
        var table = Table(.text("what"), .text(left.id.text), .text(right.id.text))
        for row in comparison.rows where row.left != row.right {
            table.append(Line(row.name), Line(row.left ?? ""), Line(row.right ?? ""))
        }
        if table.isEmpty { session.write("the runs do not differ") } else { session.write(table) }
        return 0
    }

    private func cancel(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let run = try await registry.run(values[RunArguments.run])
        guard run.status == .running else {
            throw CommandFailure("the run \(run.id) has ended already: it is \(run.status.rawValue)", .failed)
        }
        guard let process = ProcessIdentity(run.process), process.isAlive else {
            try await registry.markCancelled(run.id, at: session.now)
            tell(
                "the process of run \(run.id) is gone; it is marked as cancelled",
                ["run": .string(run.id.text), "status": "cancelled", "process": .null], values)
            return 0
        }
        guard kill(process.pid, SIGTERM) == 0 else {
            throw CommandFailure("the process \(process.pid) of run \(run.id) belongs to someone else", .failed)
        }
        tell(
            "asked run \(run.id) (process \(process.pid)) to end",
            ["run": .string(run.id.text), "status": "cancelling", "process": .int(Int64(process.pid))], values)
        return 0
    }

    private func tell(_ line: Line, _ document: JSON, _ values: ParsedValues) {
        if values[GlobalOptions.json] { session.write(json: document) } else { session.write(line) }
    }

    /// How many steps ended how: `5 cached, 2 succeeded`.
    private func steps(_ run: RunSummary) -> String {
        StepStatus.allCases.compactMap { status in
            run.steps[status].flatMap { $0 > 0 ? "\($0) \(StatusText.word(status))" : nil }
        }.joined(separator: ", ")
    }

    private func json(_ run: RunSummary) -> JSON {
        [
            "run": .string(run.id.text), "pipeline": .string(run.pipeline), "status": .string(run.status.rawValue),
            "started": .string(Format.timestamp(run.started)),
            "seconds": run.seconds.map { .double(RunReportText.rounded($0)) } ?? .null,
            "command": .array(run.command.map(JSON.string)),
        ]
    }

    private func json(_ step: StepSummary) -> JSON {
        [
            "name": .string("\(step.instance)"), "status": .string(step.status.rawValue),
            "reason": .string(step.reason),
            "seconds": .double(RunReportText.rounded(step.seconds)), "key": step.key.map { .string($0.hex) } ?? .null,
            "attempts": .array(
                step.attempts.map { attempt in
                    [
                        "number": .int(Int64(attempt.number)), "status": .string(attempt.status.rawValue),
                        "message": .string(attempt.message), "log": .string(attempt.log),
                        "peak_memory": attempt.peakMemory.map { .int($0) } ?? .null,
                    ]
                }),
        ]
    }

    private func json(_ series: MetricSeries) -> JSON {
        [
            "step": .string("\(series.instance)"), "name": .string(series.name),
            "points": .array(
                series.points.map { [$0.position.map { .int(Int64($0)) } ?? .null, .double($0.value)] }),
        ]
    }
}
