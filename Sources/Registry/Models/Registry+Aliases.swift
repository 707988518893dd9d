internal import Database
public import Execution

extension Registry {
    /// Moves an alias to a version, or makes it, and keeps who did so and why.
    /// - Returns: What changed; `nil` where the alias was there already, which records nothing.
    /// - Throws: ``RegistryError`` for an unknown version, or a name that can't be an alias.
    @discardableResult
    public func setAlias(
        _ alias: String, to name: ModelVersionName, by decision: Decision
    ) async throws -> AliasChange? {
        guard Self.canBeAlias(alias) else { throw RegistryError(.wrongAlias(alias)) }
        return try await write { connection in
            _ = try connection.version(ModelSelector(name))
            let current = try connection.aliases(of: name.group)[alias]
            guard current != name.version else { return nil }
            try connection.execute(
                """
                INSERT INTO alias (model_group, name, version) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET version = excluded.version
                """, name.group, alias, name.version)
            let change = AliasChange(
                group: name.group, alias: alias, from: current, to: name.version, decision: decision)
            try connection.insert(change)
            return change
        }
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
            let change = AliasChange(group: group, alias: alias, from: current, to: nil, decision: decision)
            try connection.insert(change)
            return change
        }
    }

    /// Where the aliases of a group were, the newest change first.
    public func aliasHistory(of group: String) async throws -> [AliasChange] {
        try await read { connection in
            try connection.check(group: group)
            return try connection.query(
                """
                SELECT name, from_version, to_version, who, why, time FROM alias_change
                WHERE model_group = ? ORDER BY id DESC
                """, group
            ) { row in
                let decision = Decision(who: try row[3], why: try row[4], time: try row[5])
                return AliasChange(
                    group: group, alias: try row[0], from: try row[1], to: try row[2], decision: decision)
            }
        }
    }

    /// Whether a command line, a file system and a URL take the name as it is.
    private static func canBeAlias(_ name: String) -> Bool {
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
    fileprivate mutating func insert(_ change: AliasChange) throws {
        try execute(
            """
            INSERT INTO alias_change (model_group, name, from_version, to_version, who, why, time)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, change.group, change.alias, change.from, change.to, change.decision.who, change.decision.why,
            change.decision.time)
    }
}
