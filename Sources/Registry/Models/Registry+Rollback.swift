internal import Database
internal import Execution

/// Where a rollback of an alias may go.
public struct RollbackPlan: Sendable {
    /// The version at which the alias is; `nil` where it was removed.
    public let current: Int?
    /// The versions at which it was before, the nearest first.
    public let candidates: [ModelVersion]
}

extension Registry {
    /// Finds out where a rollback of an alias may go.
    ///
    /// A rollback takes back what was set before, and a second one goes further back.
    /// - Throws: ``RegistryError`` for an alias that never was, or that was nowhere else.
    public func rollbackPlan(of alias: String, of group: String) async throws -> RollbackPlan {
        try await read { connection in
            try connection.check(group: group)
            return try connection.rollbackPlan(of: alias, of: group)
        }
    }

    /// Moves an alias back to a version at which it was, without asking any gate.
    ///
    /// - Parameters:
    ///   - alias: The alias.
    ///   - version: One of the candidates of the plan.
    ///   - plan: Where the alias was when that was decided.
    ///   - artifact: Whether the version's bytes are in the store.
    ///   - decision: Who does it, why and when.
    /// - Returns: What changed.
    /// - Throws: ``RegistryError`` where the version can't be used, or the alias has moved since.
    @discardableResult
    public func rollBack(
        _ alias: String, to version: ModelVersion, by plan: RollbackPlan, artifact: ArtifactCondition,
        decision: Decision
    ) async throws -> AliasChange {
        let name = version.name
        let (change, refusal): (AliasChange, PromotionRefusal?) = try await write { connection in
            let current = try connection.aliases(of: name.group)[alias]
            let changes = try connection.aliasChanges(of: name.group, alias)
            let candidates = AliasTrail(changes.reversed()).candidates
            var refusal: PromotionRefusal?
            if current != plan.current || !candidates.contains(name.version) {
                refusal = .moved(
                    group: name.group, alias: alias, expected: plan.current, current: current,
                    last: changes.first { $0.refusal == nil })
            } else if let why = try connection.obstacle(
                to: try connection.version(ModelSelector(name)), artifact)
            {
                let next = try connection.olderCandidate(after: name, among: candidates)
                refusal = .rollback(name, alias: alias, why: why, next: next)
            }
            if refusal == nil { try connection.move(alias, to: name) }
            let change = AliasChange(
                group: name.group, alias: alias, action: .rollback, from: current, to: name.version,
                decision: decision, evidence: try connection.evidence(of: version, before: current),
                refusal: refusal?.description)
            try connection.insert(change)
            return (change, refusal)
        }
        if let refusal { throw RegistryError(.refused(refusal)) }
        return change
    }
}

extension Connection {
    fileprivate mutating func rollbackPlan(of alias: String, of group: String) throws -> RollbackPlan {
        let trail = AliasTrail(try aliasChanges(of: group, alias).reversed())
        let aliases = try aliases(of: group)
        guard let last = trail.versions.last else {
            throw RegistryError(.unknownAlias(group: group, alias: alias, aliases: aliases.keys.sorted()))
        }
        let candidates = try trail.candidates.map { number in
            try version(ModelSelector(ModelVersionName(group: group, version: number)))
        }
        guard !candidates.isEmpty else {
            throw RegistryError(.nothingBefore(group: group, alias: alias, version: last))
        }
        return RollbackPlan(current: aliases[alias], candidates: candidates)
    }

    /// The next version that the alias was at, and that is neither deleted nor rejected.
    fileprivate mutating func olderCandidate(after name: ModelVersionName, among candidates: [Int]) throws -> Int? {
        for number in candidates.drop(while: { $0 != name.version }).dropFirst() {
            let version = try version(ModelSelector(ModelVersionName(group: name.group, version: number)))
            if version.deleted == nil, version.status != .rejected { return number }
        }
        return nil
    }
}
