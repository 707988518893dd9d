public import ContentHash
internal import Database
public import Execution
public import PipelineKit

/// An object of the store that the registry refers to.
public struct ReferencedObject: Hashable, Sendable {
    public let digest: Digest
    public let form: ArtifactForm
    /// The bytes of its files when it was kept.
    public let size: Int64
    /// Whether a result that later runs may use made it.
    public let isCached: Bool
    /// The model versions that it is the model or the evaluation of.
    public let models: [ModelVersionName]
    /// Whether an alias is at one of these versions.
    public let isInUse: Bool
}

extension Registry {
    /// The objects that results and model versions need, by digest; what was deleted or can't be used again needs none.
    /// - Returns: The objects.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func referencedObjects() async throws -> [ReferencedObject] {
        try await read { connection in try connection.referencedObjects() }
    }

    /// The objects that a copy of a registry needs.
    /// - Parameter path: The path of the copy, which has the newest schema.
    /// - Returns: The objects.
    /// - Throws: `DatabaseError` where the copy can't be read.
    public static func referencedObjects(inCopyAt path: String) throws -> [ReferencedObject] {
        var connection = try Connection(path: path, access: .readOnly)
        return try connection.referencedObjects()
    }

    /// Copies the registry, as it is now, to a file of its own that stands alone; runs go on meanwhile.
    /// - Parameter path: The path of the copy.
    /// - Throws: `DatabaseError` where the copy can't be written.
    public func copy(to path: String) async throws { try await connection.backUp(to: path) }

    /// Moves all that was recorded into the file itself, so that it can be moved alone.
    /// - Throws: `DatabaseError` where the file can't be written.
    public func settle() async throws { try await connection.checkpoint() }

    /// Makes all results unusable that some objects belong to, so that their steps run again.
    /// - Parameter digests: The objects, which are missing or damaged.
    /// - Throws: `DatabaseError` where the registry can't be written.
    public func invalidateResults(with digests: [Digest]) async throws {
        try await write { connection in
            for digest in digests {
                try connection.execute(
                    """
                    UPDATE result SET is_reusable = 0 WHERE key IN (
                        SELECT key FROM result JOIN result_artifact ON result_artifact.result = result.id WHERE digest = ?)
                    """, digest)
            }
        }
    }
}

extension Connection {
    fileprivate mutating func referencedObjects() throws -> [ReferencedObject] {
        var models: [Digest: [ModelVersionName]] = [:]
        let versions: [(name: ModelVersionName, digests: [Digest?])] = try query(
            """
            SELECT model_group, version, model, evaluation FROM model_version WHERE deleted IS NULL
            ORDER BY model_group, version
            """
        ) { (ModelVersionName(group: try $0[0], version: try $0[1]), [try $0[2], try $0[3]]) }
        for version in versions {
            for digest in version.digests { if let digest { models[digest, default: []].append(version.name) } }
        }
        let aliased: [ModelVersionName] = try query("SELECT model_group, version FROM alias") {
            ModelVersionName(group: try $0[0], version: try $0[1])
        }
        let inUse = Set(aliased)
        let objects: [ReferencedObject] = try query(
            """
            SELECT digest, form, size, EXISTS (
                SELECT 1 FROM result_artifact JOIN result ON result.id = result_artifact.result
                WHERE result_artifact.digest = artifact.digest AND is_reusable)
            FROM artifact ORDER BY digest
            """
        ) { row in
            let digest: Digest = try row[0]
            let names = models[digest] ?? []
            return ReferencedObject(
                digest: digest, form: try row[1], size: try row[2], isCached: try row[3], models: names,
                isInUse: !inUse.isDisjoint(with: names))
        }
        return objects.filter { $0.isCached || !$0.models.isEmpty }
    }
}
