internal import Database
public import Execution

extension Registry {
    /// How long the artifacts of a deleted version are kept, in seconds: 30 days.
    public static let deletionGrace = 30.0 * 86_400

    /// Deletes a version: it is no longer listed nor the latest, and its number is never given again.
    /// - Returns: Whether it was there to delete; `false` where it was deleted before, which records nothing.
    /// - Throws: ``RegistryError`` where an alias is at it.
    @discardableResult
    public func delete(_ name: ModelVersionName, by decision: Decision) async throws -> Bool {
        try await write { connection in
            let version = try connection.version(ModelSelector(name))
            guard version.deleted == nil else { return false }
            guard version.aliases.isEmpty else { throw RegistryError(.aliased(name, aliases: version.aliases)) }
            try connection.execute(
                "UPDATE model_version SET deleted = ? WHERE model_group = ? AND version = ?", decision.time, name.group,
                name.version)
            try connection.insert(name, .deleted, "", decision)
            return true
        }
    }

    /// Brings a deleted version back, as long as its artifact is there.
    /// - Returns: Whether it was deleted; `false` records nothing.
    /// - Throws: ``RegistryError`` where its artifact was collected or damaged meanwhile.
    @discardableResult
    public func restore(
        _ name: ModelVersionName, artifact: ArtifactCondition, by decision: Decision
    ) async throws -> Bool {
        try await write { connection in
            let version = try connection.version(ModelSelector(name))
            guard version.deleted != nil else { return false }
            guard artifact == .intact else { throw RegistryError(.collected(name, artifact, version.run)) }
            try connection.execute(
                "UPDATE model_version SET deleted = NULL WHERE model_group = ? AND version = ?", name.group,
                name.version)
            try connection.insert(name, .restored, "", decision)
            return true
        }
    }

    /// Notes texts of a version under names, in place of what was noted under them, and takes others off it.
    /// - Throws: ``RegistryError`` for a name to take off that it does not have; then nothing has changed.
    public func tag(
        _ name: ModelVersionName, _ tags: [String: String], removing removed: [String] = [], by decision: Decision
    ) async throws {
        try await write { connection in
            let old = try connection.version(ModelSelector(name)).tags
            for tag in removed {
                guard old[tag] != nil else {
                    throw RegistryError(.unknownTag(name, tag: tag, tags: old.keys.sorted()))
                }
                try connection.execute(
                    "DELETE FROM model_tag WHERE model_group = ? AND version = ? AND name = ?", name.group,
                    name.version, tag)
                try connection.insert(name, .untagged, tag, decision)
            }
            for (tag, value) in tags.sorted(by: { $0.key < $1.key }) where old[tag] != value {
                try connection.execute(
                    """
                    INSERT INTO model_tag (model_group, version, name, value) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET value = excluded.value
                    """, name.group, name.version, tag, value)
                try connection.insert(name, .tagged, "\(tag)=\(value)", decision)
            }
        }
    }
}

extension Connection {
    mutating func insert(_ note: ModelNote) throws {
        try execute(
            "INSERT INTO model_event (model_group, version, event, detail, who, why, time) VALUES (?, ?, ?, ?, ?, ?, ?)",
            note.group, note.version, note.event, note.detail, note.decision.who, note.decision.why,
            note.decision.time)
    }

    fileprivate mutating func insert(
        _ name: ModelVersionName, _ event: ModelNote.Event, _ detail: String, _ decision: Decision
    ) throws {
        try insert(
            ModelNote(group: name.group, version: name.version, event: event, detail: detail, decision: decision))
    }
}
