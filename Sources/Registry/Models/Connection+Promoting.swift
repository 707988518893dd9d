internal import ContentHash
internal import Database
internal import Execution

/// A wish to move an alias, with what was found out before the transaction.
struct Promoting {
    let alias: String
    let version: ModelVersion
    let decision: Decision
    let artifact: ArtifactCondition
    var expected = ExpectedVersion.any
    var isForced = false
    /// Whether a run asks, which brings back nothing that somebody has replaced.
    var isByRun = false
}

extension Connection {
    /// Moves an alias where nothing is in the way, and records the attempt in either case.
    /// - Returns: What was recorded, and why it was refused; neither where the alias was there already.
    mutating func promote(_ wish: Promoting) throws -> (AliasChange?, PromotionRefusal?) {
        let (alias, version) = (wish.alias, wish.version)
        let group = version.name.group
        let current = try aliases(of: group)[alias]
        if case .exactly(let expected) = wish.expected, expected != current {
            let last = try aliasChanges(of: group, alias).first { $0.refusal == nil }
            return try record(
                wish, from: current, [:],
                .moved(group: group, alias: alias, expected: expected, current: current, last: last))
        }
        if current == version.name.version { return (nil, nil) }
        if wish.isByRun, try hasBeen(version.name, at: alias) {
            return try record(wish, from: current, [:], .wasThere(version.name, alias: alias))
        }
        if let why = try obstacle(to: version, wish.artifact) {
            return try record(wish, from: current, [:], .unusable(version.name, alias: alias, why: why))
        }
        let findings = try findings(of: version, at: alias)
        let failed = findings.filter { !$0.passed }
        let evidence = try evidence(of: version, before: current, findings, isForced: wish.isForced && !failed.isEmpty)
        if !failed.isEmpty, !wish.isForced {
            return try record(wish, from: current, evidence, .gates(version.name, alias: alias, failed))
        }
        try move(alias, to: version.name)
        return try record(wish, from: current, evidence, nil)
    }

    /// Why a version can't be used at all, whatever gates say.
    mutating func obstacle(to version: ModelVersion, _ artifact: ArtifactCondition) throws -> String? {
        if version.deleted != nil {
            return "it is deleted; bring it back with: pipeline models restore \(version.name)"
        }
        if version.status == .rejected {
            let decision = try statusChanges(of: version.name).first?.decision
            let why = decision.map { $0.why.isEmpty ? "" : ": \($0.why)" } ?? ""
            return decision.map { "\($0.who) rejected it\(why)" } ?? "it is rejected"
        }
        guard artifact != .intact else { return nil }
        return "its artifact \(version.model.short) is \(artifact.rawValue); \(version.run.remakingAdvice)"
    }

    mutating func move(_ alias: String, to name: ModelVersionName) throws {
        try execute(
            """
            INSERT INTO alias (model_group, name, version) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET version = excluded.version
            """, name.group, alias, name.version)
    }

    /// What the version is judged by, as it is kept with the move.
    mutating func evidence(
        of version: ModelVersion, before current: Int?, _ findings: [GateFinding] = [], isForced: Bool = false
    ) throws -> JSON {
        var evidence: [String: JSON] = [
            "metrics": .object(version.metrics.mapValues(JSON.double)), "model": .string(version.model.hex),
            "gates": .array(findings.map(\.json)),
        ]
        if isForced { evidence["forced"] = true }
        if let current {
            let previous = try self.version(ModelSelector(.init(group: version.name.group, version: current)))
            evidence["previous"] = [
                "version": .int(Int64(current)), "metrics": .object(previous.metrics.mapValues(JSON.double)),
                "model": .string(previous.model.hex),
            ]
        }
        return .object(evidence)
    }

    private mutating func record(
        _ wish: Promoting, from current: Int?, _ evidence: JSON, _ refusal: PromotionRefusal?
    ) throws -> (AliasChange?, PromotionRefusal?) {
        let name = wish.version.name
        let change = AliasChange(
            group: name.group, alias: wish.alias, action: .set, from: current, to: name.version,
            decision: wish.decision, evidence: evidence, refusal: refusal?.description)
        try insert(change)
        return (change, refusal)
    }

    private mutating func hasBeen(_ name: ModelVersionName, at alias: String) throws -> Bool {
        try first(
            """
            SELECT EXISTS (SELECT 1 FROM alias_change
                WHERE model_group = ? AND name = ? AND to_version = ? AND refusal IS NULL)
            """, name.group, alias, name.version
        ) { try $0[0] } ?? false
    }
}
