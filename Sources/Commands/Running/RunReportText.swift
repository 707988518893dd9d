internal import ContentHash
internal import Execution
internal import PipelineKit

/// A run's report as the JSON document that `run --json` prints.
enum RunReportText {
    static func json(_ report: RunReport) -> JSON {
        [
            "run": .string(report.run.text),
            "pipeline": .string(report.pipeline),
            "status": .string(report.status.rawValue),
            "seconds": .double(rounded(report.seconds)),
            "steps": .array(report.steps.map(json)),
            "model": report.model.map { ["group": .string($0.group), "version": .int(Int64($0.version))] } ?? .null,
            "promotions": .array(report.promotions.map(json)),
            "warnings": .array(report.warnings.map(JSON.string)),
        ]
    }

    private static func json(_ promotion: Promotion) -> JSON {
        [
            "group": .string(promotion.version.group), "version": .int(Int64(promotion.version.version)),
            "alias": .string(promotion.alias), "previous": promotion.previous.map { .int(Int64($0)) } ?? .null,
        ]
    }

    private static func json(_ step: StepReport) -> JSON {
        [
            "name": .string(step.instance.description),
            "status": .string(step.ending.status.rawValue),
            "reason": .string(step.reason),
            "failure": step.ending.failure.map { .string($0.rawValue) } ?? .null,
            "seconds": .double(rounded(step.seconds)),
            "attempts": .int(Int64(step.attempts)),
            "outputs": step.ending.outputs ?? .null,
        ]
    }

    /// Milliseconds are all that a clock on a shared machine can tell.
    static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
