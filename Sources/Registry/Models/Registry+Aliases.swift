internal import ContentHash
internal import Database
public import Execution

/// Where whoever moves an alias believes that it is.
public enum ExpectedVersion: Hashable, Sendable {
    /// Wherever it is.
    case any
    /// At a version; with `nil`, the alias does not exist.
    case exactly(Int?)
}

extension Registry {
    /// Moves an alias to a version, or makes it, and keeps who did so, why, and what the version was judged by.
    ///
    /// All is looked at and done in one transaction. An attempt that is refused is kept in the history as well.
    /// - Parameters:
    ///   - alias: The alias, such as `champion`.
    ///   - name: The version.
    ///   - decision: Who does it, why and when.
    ///   - artifact: Whether the version's bytes are in the store, as was found out just before.
    ///   - expected: Where the alias must be, so that nobody's move is undone unseen.
    ///   - isForced: Whether gates are passed by.
    /// - Returns: What changed; `nil` where the alias was there already, which records nothing.
    /// - Throws: ``RegistryError`` for an unknown version, a name that can't be an alias, or a refusal.
    @discardableResult
    public func setAlias(
        _ alias: String, to name: ModelVersionName, by decision: Decision, artifact: ArtifactCondition,
        expecting expected: ExpectedVersion = .any, isForced: Bool = false
    ) async throws -> AliasChange? {
        guard Self.canBeAlias(alias) else { throw RegistryError(.wrongAlias(alias)) }
        let (change, refusal) = try await write { connection in
            try connection.promote(
                Promoting(
                    alias: alias, version: connection.version(ModelSelector(name)), decision: decision,
                    artifact: artifact, expected: expected, isForced: isForced))
        }
        if let refusal { throw RegistryError(.refused(refusal)) }
        return change
    }

    /// Removes an alias, and keeps who did so and why.
    /// - Throws: ``RegistryError`` where there is none.
    @discardableResult
    public func removeAlias(
        _ alias: String, of group: String, by decision: Decision
    ) async throws -> AliasChange {
        try await write { connection in
            try connection.check(group: group)
            let aliases = try connection.aliases(of: group)
            guard let current = aliases[alias] else {
                throw RegistryError(.unknownAlias(group: group, alias: alias, aliases: aliases.keys.sorted()))
            }
            try connection.execute("DELETE FROM alias WHERE model_group = ? AND name = ?", group, alias)
            let change = AliasChange(
                group: group, alias: alias, action: .remove, from: current, to: nil, decision: decision, evidence: [:],
                refusal: nil)
            try connection.insert(change)
            return change
        }
    }

    /// The version at which an alias is; `nil` where there is no such alias.
    public func version(at alias: String, of group: String) async throws -> Int? {
        try await read { connection in
            try connection.check(group: group)
            return try connection.aliases(of: group)[alias]
        }
    }

    /// Where the aliases of a group were, and where somebody wanted them, the newest change first.
    public func aliasHistory(of group: String) async throws -> [AliasChange] {
        try await read { connection in
            try connection.check(group: group)
            return try connection.aliasChanges(of: group)
        }
    }

    /// Whether a command line, a file system and a URL take the name as it is.
    static func canBeAlias(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first), name.utf8.count <= 100 else { return false }
        return name.utf8.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_-.".utf8.contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

extension Connection {
    mutating func insert(_ change: AliasChange) throws {
        try execute(
            """
            INSERT INTO alias_change
                (model_group, name, action, from_version, to_version, who, why, time, evidence, refusal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, change.group, change.alias, change.action, change.from, change.to, change.decision.who,
            change.decision.why, change.decision.time, change.evidence, change.refusal)
    }

    /// The changes of all aliases of a group, or of one, the newest first.
    mutating func aliasChanges(of group: String, _ alias: String? = nil) throws -> [AliasChange] {
        try query(
            """
            SELECT name, action, from_version, to_version, who, why, time, evidence, refusal FROM alias_change
            WHERE model_group = ?1 AND (?2 IS NULL OR name = ?2) ORDER BY id DESC
            """, group, alias
        ) { row in
            let decision = Decision(who: try row[4], why: try row[5], time: try row[6])
            return AliasChange(
                group: group, alias: try row[0], action: try row[1], from: try row[2], to: try row[3],
                decision: decision, evidence: try row[7], refusal: try row[8])
        }
    }
}
