internal import Arguments
internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Terminal

/// `pipeline plan`: shows what a run would do, and why, without running anything.
struct PlanCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "plan", summary: "Show what would run, and why, without running anything.",
            examples: [
                .init("pipeline plan road_sign"),
                .init("pipeline plan road_sign --set epochs=20", "what a changed parameter would cause"),
                .init(
                    "pipeline plan road_sign --sweep image_size=32,48",
                    "how many runs a sweep has, and what of them is cached"),
            ],
            parameters: RunOptions.all + SweepOptions.all, exclusions: RunOptions.exclusions + SweepOptions.exclusions,
            action: { try await plan($0) })
    }

    private func plan(_ values: ParsedValues) async throws -> Int32 {
        if try SweepOptions.isAsked(values) { return try await SweepForecast(session: session).plan(values) }
        let request = try await RunRequest(values, session)
        let steps = await Planner(request.preparer).plan(request.state(jobs: .max))
        if values[GlobalOptions.json] {
            session.write(json: ["pipeline": .string(request.graph.name), "steps": .array(steps.map(json))])
            return 0
        }
        var table = Table(.word("step"), .word("plan"), .sentences("reason"))
        for step in steps { table.append(Line(step.name), word(step), Line(step.reason)) }
        session.write(table)
        session.write("")
        session.write(closing(steps))
        return 0
    }

    private func word(_ step: PlannedStep) -> Line {
        switch step.decision {
        case .cached: Line("cached", .blue)
        case .run: Line("run", .green)
        case .skipped: Line("skip", .dim)
        case .undecided: Line("maybe", .yellow)
        case .impossible: Line("fail", .red)
        }
    }

    private func closing(_ steps: [PlannedStep]) -> Line {
        let runs = steps.count { if case .run = $0.decision { true } else { false } }
        let maybe = steps.count { if case .undecided = $0.decision { true } else { false } }
        if runs == 0, maybe == 0 { return "nothing would run" }
        return "\(Format.count(runs, "step")) would run"
            + (maybe == 0 ? "" : "; \(maybe) more \(maybe == 1 ? "depends" : "depend") on what these make")
    }

    private func json(_ step: PlannedStep) -> JSON {
        var fields: [String: JSON] = ["name": .string(step.name), "reason": .string(step.reason)]
        switch step.decision {
        case .cached(let seconds):
            fields["decision"] = "cached"
            fields["seconds_saved"] = .double(RunReportText.rounded(seconds))
        case .run(let differences):
            fields["decision"] = "run"
            fields["changes"] = .array(differences.map(DifferenceText.json))
        case .skipped: fields["decision"] = "skipped"
        case .undecided(let step):
            fields["decision"] = "undecided"
            fields["after"] = .string(step)
        case .impossible: fields["decision"] = "failed"
        }
        return .object(fields)
    }
}
