internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// What of an earlier run can be had, and why the rest can't.
struct ReproductionReport {
    private let recorded: RecordedRun
    private let steps: [ReproducibleStep]
    private let parameters: [ParameterChange]
    /// The facts that are not what they were.
    private let facts: [(name: String, then: String?, now: String?)]
    private let advice: [String]

    var isReproducible: Bool { steps.allSatisfy(\.isReproducible) }

    init(_ recorded: RecordedRun, _ request: RunRequest, _ session: Session) async throws {
        self.recorded = recorded
        let reproduction = Reproduction(
            request.preparer, of: recorded.run.id, recorded: recorded.steps,
            isComplete: recorded.run.status != .lost)
        steps = await reproduction.steps(request.state(jobs: .max))
        parameters = await ParameterChange.all(recorded, request)
        let surroundings = RunFacts(request, session)
        let now = surroundings.immediate.merging(await surroundings.thorough()) { $1 }
        // Which sweep a run belonged to made nothing of it.
        let names = Set(recorded.facts.keys).union(now.keys).subtracting([SweepMember.fact]).sorted()
        facts = names.compactMap { name in
            recorded.facts[name] == now[name] ? nil : (name, recorded.facts[name], now[name])
        }
        advice = Self.hasOtherCode(steps) ? await CodeAdvice(recorded, now: now, request, session).lines : []
    }

    /// Whether going back to the code of then could help.
    private static func hasOtherCode(_ steps: [ReproducibleStep]) -> Bool {
        steps.contains { step in
            switch step.finding {
            case .changed(let differences, _):
                differences.isEmpty || differences.contains { [.code, .kind, .script, .salt].contains($0.tag) }
            case .impossible, .kept, .repeatable, .idle: false
            }
        }
    }

    // MARK: - Text

    func lines(width: Int?, now: Double) -> [Line] {
        let run = recorded.run
        var parts: [[Line]] = [
            [Line("run \(run.id)", .bold) + " of \(run.pipeline), \(Format.relative(run.started, now: now))"]
        ]
        var table = Table(.word("step"), .word("now"), .text("why"))
        for step in steps { table.append(Line(step.name), word(step.finding), Line(step.reason)) }
        parts.append(table.lines(width: width))
        parts.append(parameters.map { Line("parameter `\($0.name)` \($0.kind.rawValue): \($0.text)") })
        if !facts.isEmpty {
            var table = Table(.word("made with"), .text("then"), .text("now"))
            for fact in facts { table.append(Line(fact.name), text(fact.then), text(fact.now)) }
            parts.append(table.lines(width: width))
        }
        parts.append(advice.map { Line($0) })
        let count = steps.count { !$0.isReproducible }
        parts.append([
            count == 0
                ? Line("every step can be had as it was", .green)
                : Line("\(count) of \(Format.count(steps.count, "step")) can't be had as before", .red)
        ])
        return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
    }

    private func word(_ finding: ReproducibleStep.Finding) -> Line {
        switch finding {
        case .kept: Line("kept", .blue)
        case .repeatable: Line("again", .green)
        case .changed: Line("changed", .yellow)
        case .idle: Line("idle", .dim)
        case .impossible: Line("lost", .red)
        }
    }

    private func text(_ value: String?) -> Line { value.map { Line(RunText.shortened($0)) } ?? Line("-", .dim) }

    // MARK: - JSON

    var json: [String: JSON] {
        [
            "run": .string(recorded.run.id.text), "pipeline": .string(recorded.run.pipeline),
            "reproducible": .bool(isReproducible),
            "steps": .array(steps.map(Self.json)),
            "parameters": .array(
                parameters.map { change in
                    [
                        "name": .string(change.name), "change": .string(change.kind.rawValue),
                        "text": .string(change.text), "files": .array(change.files.map(JSON.string)),
                    ]
                }),
            "facts": .array(
                facts.map { fact in
                    [
                        "name": .string(fact.name), "then": fact.then.map(JSON.string) ?? .null,
                        "now": fact.now.map(JSON.string) ?? .null,
                    ]
                }),
            "advice": .array(advice.map(JSON.string)),
        ]
    }

    private static func json(_ step: ReproducibleStep) -> JSON {
        var fields: [String: JSON] = [
            "name": .string(step.name), "reproducible": .bool(step.isReproducible), "reason": .string(step.reason),
        ]
        switch step.finding {
        case .kept: fields["finding"] = "kept"
        case .repeatable: fields["finding"] = "repeatable"
        case .idle: fields["finding"] = "idle"
        case .impossible: fields["finding"] = "lost"
        case .changed(let differences, let isResultKept):
            fields["finding"] = "changed"
            fields["changes"] = .array(differences.map(DifferenceText.json))
            fields["result_kept"] = .bool(isResultKept)
        }
        return .object(fields)
    }
}
