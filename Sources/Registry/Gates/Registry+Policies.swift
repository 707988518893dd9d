internal import Database
internal import Execution

/// The gates before an alias of a group.
public struct PromotionPolicy: Hashable, Sendable {
    public let group: String
    public let alias: String
    /// The gates as they are written, in the order in which they were given.
    public let gates: [String]
}

extension Registry {
    /// The policies of a group, by alias.
    public func policies(of group: String) async throws -> [PromotionPolicy] {
        try await read { connection in
            let aliases: [String] = try connection.query(
                "SELECT DISTINCT alias FROM model_gate WHERE model_group = ? ORDER BY alias", group
            ) { try $0[0] }
            return try aliases.map { alias in
                PromotionPolicy(group: group, alias: alias, gates: try connection.gates(of: group, alias))
            }
        }
    }

    /// Puts gates before an alias, in place of those it had; none lets every version pass.
    ///
    /// A group may get its gates before its first version.
    /// - Throws: ``RegistryError`` for a name that can't be an alias.
    public func setPolicy(
        _ gates: [Gate], of group: String, alias: String, by decision: Decision
    ) async throws {
        guard Self.canBeAlias(alias) else { throw RegistryError(.wrongAlias(alias)) }
        try await write { connection in
            let old = try connection.gates(of: group, alias)
            guard old != gates.map(\.text) else { return }
            try connection.execute("DELETE FROM model_gate WHERE model_group = ? AND alias = ?", group, alias)
            for (position, gate) in gates.enumerated() {
                try connection.execute(
                    "INSERT INTO model_gate (model_group, alias, position, gate) VALUES (?, ?, ?, ?)", group, alias,
                    position, gate.text)
            }
            let detail = gates.isEmpty ? "none" : gates.map(\.text).joined(separator: "; ")
            try connection.insert(
                ModelNote(
                    group: group, version: nil, event: .policy, detail: "\(alias): \(detail)", decision: decision))
        }
    }
}

extension Connection {
    mutating func gates(of group: String, _ alias: String) throws -> [String] {
        try query("SELECT gate FROM model_gate WHERE model_group = ? AND alias = ? ORDER BY position", group, alias) {
            try $0[0]
        }
    }

    /// What the gates before an alias find of a version.
    mutating func findings(of version: ModelVersion, at alias: String) throws -> [GateFinding] {
        let texts = try gates(of: version.name.group, alias)
        guard !texts.isEmpty else { return [] }
        let evidence = try evidence(for: version)
        return texts.map { text in
            do throws(GateMistake) {
                return try Gate(text).judge(evidence)
            } catch {
                // A newer program may know more gates: one that is not understood is closed.
                return GateFinding(gate: text, passed: false, found: "this program does not know it: \(error.reason)")
            }
        }
    }

    /// Collects what gates look at.
    private mutating func evidence(for version: ModelVersion) throws -> GateEvidence {
        var standing: [String: GateEvidence.Contender] = [:]
        for (alias, number) in try aliases(of: version.name.group) {
            let other = try self.version(ModelSelector(.init(group: version.name.group, version: number)))
            standing[alias] = try contender(other)
        }
        return GateEvidence(
            candidate: try contender(version), status: version.status,
            lastDecision: try statusChanges(of: version.name).first, standing: standing)
    }

    private mutating func contender(_ version: ModelVersion) throws -> GateEvidence.Contender {
        let noted = version.testSet
        let testSet = try noted ?? self.testSet(model: version.model, evaluation: version.evaluation)
        return GateEvidence.Contender(name: version.name, metrics: version.metrics, testSet: testSet)
    }
}
