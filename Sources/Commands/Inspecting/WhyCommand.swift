internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline why`: says why a step of a run did what it did.
struct WhyCommand: Sendable {
    let session: Session

    static let step = CommandParameter.argument(
        "STEP", .name("STEP", completing: .source("steps")), help: "the step")
    static let against = CommandParameter.option(
        "against", .name("RUN", completing: .source("runs")),
        help: "the run to compare with (default: the one before in which the step had a result)")

    var command: Command {
        Command(
            "why", summary: "Say why a step ran, was cached, was skipped, or failed.",
            examples: [
                .init("pipeline why last train"),
                .init("pipeline why last train --against 0c1f", "what changed since that run"),
            ],
            parameters: [RunArguments.run, Self.step, Self.against], action: { try await explain($0) })
    }

    private func explain(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let run = try await registry.run(values[RunArguments.run])
        let step = try RunArguments.step(values[Self.step], among: try await registry.steps(of: run.id), of: run)
        let name = "\(step.instance)"
        let other = try await earlier(than: run, name, values[Self.against], registry)
        var differences: [KeyDifference] = []
        if let other, let new = try await registry.components(of: name, pipeline: run.pipeline, in: run.id),
            let old = try await registry.components(of: name, pipeline: run.pipeline, in: other.id)
        {
            differences = try await KeyDifference.between(
                old, new, store: try session.store(of: project),
                declarations: { try await registry.declarations(ofCode: $0) })
        }
        if values[GlobalOptions.json] {
            session.write(json: [
                "run": .string(run.id.text), "step": .string(name), "status": .string(step.status.rawValue),
                "reason": .string(step.reason),
                "failure": step.failure.map { .string($0.rawValue) } ?? .null,
                "against": other.map { .string($0.id.text) } ?? .null,
                "changes": .array(differences.map(DifferenceText.json)),
            ])
            return 0
        }
        session.write(Line(name, .bold) + " " + StatusText.line(step.status) + " in run \(run.id)")
        if step.status == .cached {
            session.write(
                differences.isEmpty
                    ? "  nothing it depends on changed: its code, inputs, environment and programs are what they were"
                    : "  an earlier result for exactly these inputs was there")
        } else if !step.reason.isEmpty {
            session.write("  because \(step.reason)")
        }
        write(step.attempts)
        guard let other, !differences.isEmpty else { return 0 }
        session.write("")
        session.write("changed since run \(other.id):")
        for difference in differences {
            session.write("  \(difference.description)")
            for detail in difference.details.dropFirst(difference.details.count > 3 ? 0 : difference.details.count) {
                session.write(Line("    \(detail)", .dim))
            }
        }
        return 0
    }

    /// Tells what became of each attempt, where there were several.
    private func write(_ attempts: [AttemptSummary]) {
        guard attempts.count > 1 else { return }
        for attempt in attempts {
            let message = attempt.message.isEmpty ? "" : ": \(attempt.message)"
            session.write("  attempt \(attempt.number) " + StatusText.line(attempt.status) + "\(message)")
        }
    }

    /// The run to compare with: the one asked for, or the newest before in which the step had a result.
    private func earlier(
        than run: RunSummary, _ step: String, _ named: String?, _ registry: Registry
    ) async throws -> RunSummary? {
        if let named { return try await RunArguments.run(named, of: run.pipeline, in: registry) }
        let before = try await registry.runs(of: run.pipeline, limit: 200).drop { $0.id != run.id }.dropFirst()
        for candidate in before {
            let steps = try await registry.steps(of: candidate.id)
            let hadResult = steps.contains { found in
                "\(found.instance)" == step && (found.status == .succeeded || found.status == .cached)
            }
            if hadResult { return candidate }
        }
        return nil
    }
}
