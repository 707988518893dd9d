internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// Runs, steps and measures as JSON.
enum RunDocuments {
    static func json(_ run: RunSummary) -> JSON {
        [
            "run": .string(run.id.text), "pipeline": .string(run.pipeline), "status": .string(run.status.rawValue),
            "started": .string(Format.timestamp(run.started)),
            "seconds": run.seconds.map { .double(RunReportText.rounded($0)) } ?? .null,
            "command": .array(run.command.map(JSON.string)), "pinned": run.pinned.map(JSON.string) ?? .null,
        ]
    }

    static func json(_ step: StepSummary) -> JSON {
        [
            "name": .string("\(step.instance)"), "status": .string(step.status.rawValue),
            "reason": .string(step.reason),
            "failure": step.failure.map { .string($0.rawValue) } ?? .null,
            "seconds": .double(RunReportText.rounded(step.seconds)), "key": step.key.map { .string($0.hex) } ?? .null,
            "attempts": .array(
                step.attempts.map { attempt in
                    [
                        "number": .int(Int64(attempt.number)), "status": .string(attempt.status.rawValue),
                        "failure": attempt.failure.map { .string($0.rawValue) } ?? .null,
                        "message": .string(attempt.message), "log": .string(attempt.log),
                        "peak_memory": attempt.peakMemory.map { .int($0) } ?? .null,
                    ]
                }),
        ]
    }

    static func json(_ series: MetricSeries) -> JSON {
        [
            "step": .string("\(series.instance)"), "name": .string(series.name),
            "points": .array(
                series.points.map { [$0.position.map { .int(Int64($0)) } ?? .null, .double($0.value)] }),
        ]
    }
}
