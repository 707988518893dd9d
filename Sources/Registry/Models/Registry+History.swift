internal import Database
internal import Execution

extension Registry {
    /// What happened in a group, the newest first: registrations, moves and refused ones, decisions, notes, policies.
    ///
    /// With an alias, only what concerns that alias.
    /// - Throws: ``RegistryError`` where there is no such group, or nothing is known of the alias.
    public func modelHistory(of group: String, alias: String? = nil) async throws -> [ModelEvent] {
        try await read { connection in
            try connection.check(group: group)
            let changes = try connection.aliasChanges(of: group, alias).map(ModelEvent.alias)
            let notes = try connection.notes(of: group)
            if let alias {
                let policies = notes.filter { $0.event == .policy && $0.detail.hasPrefix("\(alias): ") }
                guard !changes.isEmpty || !policies.isEmpty else {
                    let aliases = Set(try connection.aliasChanges(of: group).map(\.alias))
                    throw RegistryError(.unknownAlias(group: group, alias: alias, aliases: aliases.sorted()))
                }
                return Self.newestFirst([changes, policies.map(ModelEvent.note)])
            }
            let registered: [ModelEvent] = try connection.query(
                "SELECT version, run, created FROM model_version WHERE model_group = ? ORDER BY version DESC", group
            ) { row in
                .registered(ModelVersionName(group: group, version: try row[0]), run: try row[1], time: try row[2])
            }
            let decided: [ModelEvent] = try connection.query(
                """
                SELECT version, from_status, to_status, who, why, time FROM model_status_change
                WHERE model_group = ? ORDER BY id DESC
                """, group
            ) { row in
                .status(
                    StatusChange(
                        version: ModelVersionName(group: group, version: try row[0]), from: try row[1], to: try row[2],
                        decision: Decision(who: try row[3], why: try row[4], time: try row[5])))
            }
            return Self.newestFirst([changes, decided, notes.map(ModelEvent.note), registered])
        }
    }

    /// Finds the version that `GROUP@ALIAS` stood for at a time, or that was the latest of `GROUP` then.
    /// - Parameters:
    ///   - selector: The model; a version by its number is always what it is.
    ///   - time: Seconds since 1970.
    /// - Returns: The version, and for an alias the move that brought it there.
    /// - Throws: ``RegistryError`` where there was none then.
    public func model(_ selector: ModelSelector, at time: Double) async throws -> (ModelVersion, AliasChange?) {
        try await read { connection in
            let group = selector.group
            try connection.check(group: group)
            switch selector.choice {
            case .version: return (try connection.version(selector), nil)
            case .latest:
                let versions: [(number: Int, created: Double)] = try connection.query(
                    """
                    SELECT version, created FROM model_version
                    WHERE model_group = ?1 AND (created > ?2 OR deleted IS NULL OR deleted > ?2) ORDER BY version
                    """, group, time
                ) { (try $0[0], try $0[1]) }
                guard let version = versions.last(where: { $0.created <= time }) else {
                    let first = versions.first.map { "its first version was registered on \(UTCTime.text($0.created))" }
                    throw RegistryError(
                        .notThen("'\(group)'", time: time, since: first ?? "all its versions were deleted"))
                }
                return (
                    try connection.version(ModelSelector(.init(group: group, version: version.number))), nil
                )
            case .alias(let alias):
                let moves = try connection.aliasChanges(of: group, alias).filter { $0.refusal == nil }
                guard let first = moves.last else { return (try connection.version(selector), nil) }
                guard let move = moves.first(where: { $0.decision.time <= time }), let number = move.to else {
                    let removal = moves.first { $0.decision.time <= time }?.decision
                    let since = removal ?? first.decision
                    throw RegistryError(
                        .notThen(
                            "\(group)@\(alias)", time: time,
                            since: "\(since.who) \(removal == nil ? "first set" : "had removed") it on "
                                + UTCTime.text(since.time)))
                }
                return (try connection.version(ModelSelector(.init(group: group, version: number))), move)
            }
        }
    }

    /// Merges lists that are each the newest first; of one moment, what stands in an earlier list came later.
    private static func newestFirst(_ lists: [[ModelEvent]]) -> [ModelEvent] {
        lists.joined().enumerated().sorted { left, right in
            left.element.time != right.element.time
                ? left.element.time > right.element.time : left.offset < right.offset
        }.map(\.element)
    }
}

extension Connection {
    fileprivate mutating func notes(of group: String) throws -> [ModelNote] {
        try query(
            """
            SELECT version, event, detail, who, why, time FROM model_event WHERE model_group = ? ORDER BY id DESC
            """, group
        ) { row in
            ModelNote(
                group: group, version: try row[0], event: try row[1], detail: try row[2],
                decision: Decision(who: try row[3], why: try row[4], time: try row[5]))
        }
    }
}
