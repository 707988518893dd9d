internal import Arguments
internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Terminal

/// What came of running steps a second time, for people and as JSON.
struct VerificationReport {
    let pipeline: String
    /// The command that makes the results which are missing.
    let command: String
    let steps: [VerifiedStep]

    /// Takes over the steps that were asked for.
    /// - Parameters:
    ///   - pipeline: The pipeline.
    ///   - assignments: What its parameters were given.
    ///   - steps: Its steps, with what was found.
    ///   - only: The names of the steps to tell of; empty for all.
    init(pipeline: String, _ assignments: [Assignment], steps: [VerifiedStep], only: Set<String>) {
        self.pipeline = pipeline
        let settings = assignments.map { " --set " + "\($0.key)=\($0.value)".shellWord }
        command = "pipeline run \(pipeline)" + settings.joined()
        self.steps = steps.filter { step in only.isEmpty || only.contains(String(step.name.prefix { $0 != "[" })) }
    }

    /// Whether every step that could run made the same again.
    var isDeterministic: Bool {
        steps.allSatisfy { step in
            switch step.finding {
            case .same, .skipped: true
            case .different, .failed, .unknown: false
            }
        }
    }

    func lines(_ width: Int?) -> [Line] {
        var table = Table(.word("step"), .word("second time"), .sentences(""))
        for step in steps { table.append(Line(step.name), word(step.finding), Line(text(step.finding))) }
        return table.lines(width: width) + [""] + closing
    }

    private func word(_ finding: VerifiedStep.Finding) -> Line {
        switch finding {
        case .same: Line("same", .green)
        case .different: Line("different", .red)
        case .failed: Line("failed", .red)
        case .unknown: Line("not run", .yellow)
        case .skipped: Line("skipped", .dim)
        }
    }

    private func text(_ finding: VerifiedStep.Finding) -> String {
        switch finding {
        case .same: ""
        case .different(let differences): differences.map(Self.text).joined(separator: "; ")
        case .failed(let text), .unknown(let text), .skipped(let text): text
        }
    }

    private static func text(_ difference: VerifiedStep.Difference) -> String {
        guard let first = difference.paths.first else {
            return "\(difference.output) \(RunText.shortened(difference.kept)) → \(RunText.shortened(difference.made))"
        }
        let rest = difference.paths.count - 1
        return "\(difference.output) (\(first)\(rest > 0 ? " and \(Format.count(rest, "other file"))" : ""))"
    }

    private var closing: [Line] {
        var lines: [Line] = []
        let same = steps.count { $0.finding == .same }
        let different = steps.count { if case .different = $0.finding { true } else { false } }
        let unknown = steps.count { if case .unknown = $0.finding { true } else { false } }
        if different > 0 {
            lines.append(
                Line("\(Format.count(different, "step")) made something else of the same inputs", .red)
                    + "; look for times, random numbers, paths, and orders of folders and sets")
        } else if isDeterministic {
            lines.append(Line("\(Format.count(same, "step")) made the same again", .green))
        }
        if unknown > 0 {
            lines.append(
                "\(Format.count(unknown, "step")) could not be compared; "
                    + "make the results first with: \(command)")
        }
        return lines
    }

    var json: JSON {
        [
            "pipeline": .string(pipeline), "deterministic": .bool(isDeterministic),
            "steps": .array(
                steps.map { step in
                    var fields: [String: JSON] = ["name": .string(step.name), "reason": .string("")]
                    switch step.finding {
                    case .same: fields["finding"] = "same"
                    case .different(let differences):
                        fields["finding"] = "different"
                        fields["differences"] = .array(differences.map(Self.json))
                    case .failed(let text): (fields["finding"], fields["reason"]) = ("failed", .string(text))
                    case .unknown(let text): (fields["finding"], fields["reason"]) = ("not_run", .string(text))
                    case .skipped(let text): (fields["finding"], fields["reason"]) = ("skipped", .string(text))
                    }
                    return .object(fields)
                }),
        ]
    }

    private static func json(_ difference: VerifiedStep.Difference) -> JSON {
        [
            "output": .string(difference.output), "paths": .array(difference.paths.map(JSON.string)),
            "kept": .string(difference.kept), "made": .string(difference.made),
        ]
    }
}
