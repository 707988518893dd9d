internal import Arguments
internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline runs show`: shows a run with all that is known of it.
struct RunsShow: Sendable {
    let session: Session

    var command: Command {
        Command(
            "show", summary: "Show a run with its steps, parameters, metrics and surroundings.",
            examples: [.init("pipeline runs show last")], parameters: [RunArguments.lastRun],
            action: { try await show($0) })
    }

    private func show(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        _ = try await registry.markLostRuns(at: session.now)
        let record = try await registry.record(ofRun: values[RunArguments.lastRun])
        let run = record.summary
        if values[GlobalOptions.json] {
            var document = RunDocuments.json(run).object ?? [:]
            document["parameters"] = .object(record.parameters)
            document["steps"] = .array(record.steps.map(RunDocuments.json))
            document["metrics"] = .array(record.metrics.map(RunDocuments.json))
            document["facts"] = .object(record.facts.mapValues(JSON.string))
            session.write(json: .object(document))
            return 0
        }
        session.write(Line("run \(run.id)", .bold) + " of \(run.pipeline): " + StatusText.line(run.status))
        session.write(
            "started \(Format.date(run.started, in: .local(at: run.started))) by: \(run.command.joined(separator: " "))"
        )
        if let reason = run.pinned {
            session.write(Line("pinned", .yellow) + Line(reason.isEmpty ? "" : ": \(reason)"))
        }
        write(record.steps)
        write(record.parameters)
        write(record.metrics)
        let surroundings = FactsText(record.facts).rows
        if !surroundings.isEmpty {
            var table = Table(.word("made with"), .sentences(""))
            for (name, text) in surroundings { table.append(Line(name), Line(text)) }
            session.write("")
            session.write(table)
        }
        return 0
    }

    private func write(_ steps: [StepSummary]) {
        var table = Table(.word("step"), .word("status"), .number("time"), .number("attempts"), .sentences("reason"))
        for step in steps {
            table.append(
                Line("\(step.instance)"), StatusText.line(step.status),
                Line(step.seconds > 0 ? Format.duration(.seconds(step.seconds)) : ""),
                Line(step.attempts.isEmpty ? "" : "\(step.attempts.count)"), Line(step.reason, .dim))
        }
        session.write("")
        session.write(table)
    }

    private func write(_ parameters: [String: JSON]) {
        guard !parameters.isEmpty else { return }
        var table = Table(.word("parameter"), .sentences("value"))
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            table.append(Line(name), Line(value.displayText))
        }
        session.write("")
        session.write(table)
    }

    private func write(_ metrics: [MetricSeries]) {
        guard !metrics.isEmpty else { return }
        var table = Table(.word("metric"), .word("step"), .number("last"), .number("points"))
        for series in metrics {
            table.append(
                Line(series.name), Line("\(series.instance)"),
                Line(series.points.last.map { RunView.text(of: $0.value) } ?? ""), Line("\(series.points.count)"))
        }
        session.write("")
        session.write(table)
    }
}
