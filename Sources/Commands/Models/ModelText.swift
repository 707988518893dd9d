internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// Model versions as text and as JSON.
enum ModelText {
    static func aliases(_ version: ModelVersion) -> Line {
        version.aliases.isEmpty ? "" : Line(" " + version.aliases.map { "@\($0)" }.joined(separator: " "), .cyan)
    }

    /// The aliases, and whether the version is deleted.
    static func marks(_ version: ModelVersion) -> Line {
        version.deleted == nil ? aliases(version) : aliases(version) + Line(" (deleted)", .yellow)
    }

    /// The tags as they are written: `reviewed=yes`.
    static func tags(_ version: ModelVersion) -> [String] {
        version.tags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }

    static func json(_ version: ModelVersion) -> JSON {
        [
            "group": .string(version.name.group), "version": .int(Int64(version.name.version)),
            "status": .string(version.status.rawValue), "aliases": .array(version.aliases.map(JSON.string)),
            "model": .string(version.model.hex), "evaluation": version.evaluation.map { .string($0.hex) } ?? .null,
            "metrics": .object(version.metrics.mapValues(JSON.double)), "run": .string(version.run.text),
            "step": .string("\(version.instance)"), "created": .string(Format.timestamp(version.created)),
            "tags": .object(version.tags.mapValues(JSON.string)),
            "deleted": version.deleted.map { .string(Format.timestamp($0)) } ?? .null,
        ]
    }

    static func json(_ group: ModelGroup) -> JSON {
        [
            "group": .string(group.name), "versions": .int(Int64(group.count)), "latest": json(group.latest),
            "aliases": .object(group.aliases.mapValues { .int(Int64($0)) }),
        ]
    }

    static func json(_ change: StatusChange) -> JSON {
        [
            "from": .string(change.from.rawValue), "to": .string(change.to.rawValue),
            "who": .string(change.decision.who),
            "why": .string(change.decision.why), "time": .string(Format.timestamp(change.decision.time)),
        ]
    }

    static func json(_ change: AliasChange) -> JSON {
        [
            "alias": .string(change.alias), "action": .string(change.action.rawValue),
            "evidence": change.evidence, "refusal": change.refusal.map(JSON.string) ?? .null,
            "from": change.from.map { .int(Int64($0)) } ?? .null,
            "to": change.to.map { .int(Int64($0)) } ?? .null, "who": .string(change.decision.who),
            "why": .string(change.decision.why), "time": .string(Format.timestamp(change.decision.time)),
        ]
    }

    /// Where a result was made, and what went into it.
    static func json(_ result: ResultSummary) -> JSON {
        [
            "pipeline": .string(result.pipeline), "run": .string(result.run.text),
            "step": .string("\(result.instance)"), "key": .string(result.key.hex), "inputs": json(result.inputs),
        ]
    }

    static func json(_ inputs: [ResultArtifact]) -> JSON {
        .array(
            inputs.map { input in
                [
                    "name": .string(input.name), "label": .string(input.label),
                    "form": .string(input.form.rawValue), "digest": .string(input.digest.hex),
                ]
            })
    }

    /// A change of a status or an alias in one line.
    static func line(_ change: String, _ decision: Decision, now: Double) -> Line {
        Line(change) + " by \(decision.who), \(Format.relative(decision.time, now: now))"
            + (decision.why.isEmpty ? "" : ": \(decision.why)")
    }

    /// How an alias changed: `@champion: 1 → 2`; of what was refused, how it would have.
    static func text(_ change: AliasChange) -> String {
        let back = change.action == .rollback ? " (rollback)" : ""
        let refused = change.refusal == nil ? "" : " refused"
        return switch (change.from, change.to) {
        case (let from?, let to?): "@\(change.alias): \(from) → \(to)\(back)\(refused)"
        case (nil, let to?): "@\(change.alias): set to \(to)\(back)\(refused)"
        case (let from?, nil): "@\(change.alias): removed from \(from)"
        case (nil, nil): "@\(change.alias)"
        }
    }

    /// A change of an alias, or a refused one, in one line.
    static func line(_ change: AliasChange, now: Double) -> Line {
        guard let refusal = change.refusal else { return line(text(change), change.decision, now: now) }
        let decision = Decision(who: change.decision.who, why: refusal, time: change.decision.time)
        return line(text(change), decision, now: now)
    }
}
