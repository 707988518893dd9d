internal import ContentHash
internal import Database
public import Execution

extension Registry {
    /// Lists the model groups by name; those of which all versions are deleted only where these are wanted.
    public func modelGroups(includingDeleted: Bool = false) async throws -> [ModelGroup] {
        try await read { connection in
            let groups: [(name: String, created: Double)] = try connection.query(
                "SELECT name, created FROM model_group ORDER BY name"
            ) { (try $0[0], try $0[1]) }
            return try groups.compactMap { group in
                let versions = try connection.versions(
                    "WHERE model_group = ? AND (? OR deleted IS NULL) ORDER BY version",
                    [group.name, includingDeleted])
                guard let latest = versions.last else { return nil }
                return ModelGroup(
                    name: group.name, created: group.created, count: versions.count, latest: latest,
                    aliases: try connection.aliases(of: group.name))
            }
        }
    }

    /// Lists the versions of a group, the newest first; deleted ones only where these are wanted.
    /// - Throws: ``RegistryError`` where there is no such group.
    public func modelVersions(of group: String, includingDeleted: Bool = false) async throws -> [ModelVersion] {
        try await read { connection in
            try connection.check(group: group)
            return try connection.versions(
                "WHERE model_group = ? AND (? OR deleted IS NULL) ORDER BY version DESC", [group, includingDeleted])
        }
    }

    /// Finds the version that someone means by `GROUP` (the latest), `GROUP:VERSION` or `GROUP@ALIAS`.
    ///
    /// A deleted version is found by its number alone.
    /// - Throws: ``RegistryError`` with what the text might have meant.
    public func model(_ text: String) async throws -> ModelVersion {
        let selector = try ModelSelector(text)
        return try await read { connection in try connection.version(selector) }
    }

    /// Approves or rejects a version, and keeps who did so and why.
    /// - Returns: What changed; `nil` where the version had the status already, which records nothing.
    @discardableResult
    public func setStatus(
        _ status: ApprovalStatus, of name: ModelVersionName, by decision: Decision
    ) async throws -> StatusChange? {
        try await write { connection in
            let version = try connection.version(ModelSelector(name))
            guard version.deleted == nil else { throw RegistryError(.deletedVersion(name)) }
            guard version.status != status else { return nil }
            try connection.execute(
                "UPDATE model_version SET status = ? WHERE model_group = ? AND version = ?", status, name.group,
                name.version)
            try connection.execute(
                """
                INSERT INTO model_status_change (model_group, version, from_status, to_status, who, why, time)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, name.group, name.version, version.status, status, decision.who, decision.why, decision.time)
            return StatusChange(version: name, from: version.status, to: status, decision: decision)
        }
    }

    /// What was decided on a version, the newest first.
    public func statusHistory(of name: ModelVersionName) async throws -> [StatusChange] {
        try await read { connection in try connection.statusChanges(of: name) }
    }
}

extension ModelSelector {
    /// Names a version.
    init(_ name: ModelVersionName) {
        group = name.group
        choice = .version(name.version)
    }
}

extension Connection {
    /// Throws where there is no such group.
    mutating func check(group: String) throws {
        let groups: [String] = try query("SELECT name FROM model_group ORDER BY name") { try $0[0] }
        if !groups.contains(group) { throw RegistryError(.unknownGroup(group, groups: groups)) }
    }

    mutating func version(_ selector: ModelSelector) throws -> ModelVersion {
        let group = selector.group
        try check(group: group)
        let known: [(number: Int, isDeleted: Bool)] = try query(
            "SELECT version, deleted IS NOT NULL FROM model_version WHERE model_group = ? ORDER BY version", group
        ) { (try $0[0], try $0[1]) }
        let numbers = known.map(\.number)
        let number: Int
        switch selector.choice {
        case .latest:
            guard let latest = known.last(where: { !$0.isDeleted }) else {
                throw RegistryError(.allDeleted(group: group))
            }
            number = latest.number
        case .version(let version): number = version
        case .alias(let name):
            let aliases = try aliases(of: group)
            guard let version = aliases[name] else {
                throw RegistryError(.unknownAlias(group: group, alias: name, aliases: aliases.keys.sorted()))
            }
            number = version
        }
        let found = try versions("WHERE model_group = ? AND version = ?", [group, number])
        guard let version = found.first else {
            throw RegistryError(.unknownVersion(group: group, version: number, versions: numbers))
        }
        return version
    }

    mutating func aliases(of group: String) throws -> [String: Int] {
        let aliases: [(String, Int)] = try query("SELECT name, version FROM alias WHERE model_group = ?", group) {
            (try $0[0], try $0[1])
        }
        return Dictionary(aliases, uniquingKeysWith: { first, _ in first })
    }

    /// What was decided on a version, the newest first.
    mutating func statusChanges(of name: ModelVersionName) throws -> [StatusChange] {
        try query(
            """
            SELECT from_status, to_status, who, why, time FROM model_status_change
            WHERE model_group = ? AND version = ? ORDER BY id DESC
            """, name.group, name.version
        ) { row in
            let decision = Decision(who: try row[2], why: try row[3], time: try row[4])
            return StatusChange(version: name, from: try row[0], to: try row[1], decision: decision)
        }
    }

    fileprivate mutating func versions(_ condition: String, _ values: [any DatabaseValue]) throws -> [ModelVersion] {
        try query(
            """
            SELECT model_group, version, model, form, evaluation, metrics, status, created, run, step, key,
                (SELECT json_group_array(name) FROM
                    (SELECT name FROM alias
                     WHERE alias.model_group = model_version.model_group AND alias.version = model_version.version
                     ORDER BY name)),
                (SELECT json_group_object(name, value) FROM model_tag
                 WHERE model_tag.model_group = model_version.model_group AND model_tag.version = model_version.version),
                deleted, test_set
            FROM model_version JOIN artifact ON artifact.digest = model \(condition)
            """, values: values
        ) { row in
            let metrics: JSON = try row[5]
            let aliases: JSON = try row[11]
            let tags: JSON = try row[12]
            let testSet: JSON? = try row[14]
            return ModelVersion(
                name: ModelVersionName(group: try row[0], version: try row[1]), model: try row[2], form: try row[3],
                evaluation: try row[4], metrics: (metrics.object ?? [:]).compactMapValues(\.measure),
                status: try row[6], created: try row[7], run: try row[8], instance: try row[9], key: try row[10],
                aliases: (aliases.array ?? []).compactMap(\.string),
                tags: (tags.object ?? [:]).compactMapValues(\.string), deleted: try row[13],
                testSet: testSet?.array.map { Set($0.compactMap { $0.string.flatMap(Digest.init(hex:)) }) })
        }
    }
}

extension JSON {
    /// The number that this stands for, with those that JSON has no form for.
    fileprivate var measure: Double? {
        switch self {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: number
        }
    }
}
