public import ContentHash
internal import Database
internal import Execution

extension Registry {
    /// Everything that the cache holds, by key.
    /// - Parameter now: Seconds since 1970; a model version that was deleted longer ago than ``deletionGrace`` protects
    ///   nothing. Without it all versions count.
    /// - Returns: The results, in the order of their keys.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func cachedWork(at now: Double? = nil) async throws -> [CachedWork] {
        try await read { connection in
            var objects: [Digest: [Digest: Int64]] = [:]
            let made: [(key: Digest, digest: Digest, size: Int64)] = try connection.query(
                """
                SELECT DISTINCT key, artifact.digest, size FROM result
                JOIN result_artifact ON result_artifact.result = result.id
                JOIN artifact ON artifact.digest = result_artifact.digest
                """
            ) { (try $0[0], try $0[1], try $0[2]) }
            for (key, digest, size) in made { objects[key, default: [:]][digest] = size }
            let running = Set(try connection.keys(ofRuns: "run.status = 'running'"))
            let pinned = Set(try connection.keys(ofRuns: "run.pinned IS NOT NULL"))
            let models = Set(try connection.modelKeys(at: now))
            return try connection.query(
                """
                SELECT result.key, run.pipeline, step.name, count(*), max(result.last_used), max(result.seconds)
                FROM result JOIN run ON run.id = result.run
                    JOIN step ON step.run = result.run AND step.step = result.step
                GROUP BY result.key ORDER BY result.key
                """
            ) { row in
                let key: Digest = try row[0]
                return CachedWork(
                    key: key, pipeline: try row[1], step: try row[2], results: try row[3], lastUse: try row[4],
                    seconds: try row[5], objects: objects[key] ?? [:],
                    protection: running.contains(key)
                        ? .running : pinned.contains(key) ? .pinned : models.contains(key) ? .model : nil)
            }
        }
    }

    /// The objects that must stay in the store: those of model versions with their evaluations, and those of results.
    /// - Parameters:
    ///   - keys: The keys whose results need nothing, because they are about to go.
    ///   - now: Seconds since 1970; a model version that was deleted longer ago than ``deletionGrace`` needs nothing.
    ///     Without it all versions count.
    /// - Returns: Their digests.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func neededDigests(
        withoutResultsOf keys: Set<Digest> = [], at now: Double? = nil
    ) async throws -> Set<Digest> {
        try await read { connection in
            var needed = Set(try connection.modelDigests(at: now))
            let artifacts: [(key: Digest, digest: Digest)] = try connection.query(
                "SELECT DISTINCT key, digest FROM result_artifact JOIN result ON result.id = result"
            ) { (try $0[0], try $0[1]) }
            for artifact in artifacts where !keys.contains(artifact.key) { needed.insert(artifact.digest) }
            return needed
        }
    }

    /// Forgets all results with the given keys, in one transaction; objects in the store are the caller's business.
    ///
    /// A key that something protects by now keeps its results, since a run may have taken it into use meanwhile.
    /// What the keys were made of is kept, so that `why` can still tell. Model versions and their artifacts stay.
    /// - Parameters:
    ///   - keys: The keys.
    ///   - now: Seconds since 1970, as ``cachedWork(at:)`` takes it.
    /// - Returns: The keys whose results are gone.
    /// - Throws: `DatabaseError` where the registry can't be written.
    @discardableResult
    public func deleteResults(withKeys keys: Set<Digest>, at now: Double? = nil) async throws -> Set<Digest> {
        try await write { connection in
            let running = try connection.keys(ofRuns: "run.status = 'running'")
            let pinned = try connection.keys(ofRuns: "run.pinned IS NOT NULL")
            let models = try connection.modelKeys(at: now)
            let doomed = keys.subtracting(running).subtracting(pinned).subtracting(models)
            for key in doomed { try connection.execute("DELETE FROM result WHERE key = ?", key) }
            try connection.execute(
                """
                DELETE FROM artifact
                WHERE NOT EXISTS (SELECT 1 FROM result_artifact WHERE result_artifact.digest = artifact.digest)
                    AND NOT EXISTS (SELECT 1 FROM result_input WHERE result_input.digest = artifact.digest)
                    AND NOT EXISTS (SELECT 1 FROM model_version WHERE model = artifact.digest OR evaluation = artifact.digest)
                """)
            return doomed
        }
    }
}

extension Connection {
    /// The keys of the steps of some runs.
    fileprivate mutating func keys(ofRuns condition: String) throws -> [Digest] {
        try query(
            "SELECT DISTINCT key FROM step JOIN run ON run.id = step.run WHERE \(condition) AND key IS NOT NULL"
        ) { try $0[0] }
    }

    /// The artifacts of model versions and what they were judged by.
    fileprivate mutating func modelDigests(at now: Double?) throws -> [Digest] {
        try query(Self.modelDigests, now.map { $0 - Registry.deletionGrace } ?? -.infinity) { try $0[0] }
    }

    /// The keys of the results that made them, by which a version can be traced to its data.
    fileprivate mutating func modelKeys(at now: Double?) throws -> [Digest] {
        try query(
            """
            SELECT DISTINCT key FROM result JOIN result_artifact ON result_artifact.result = result.id
            WHERE digest IN (\(Self.modelDigests))
            """, now.map { $0 - Registry.deletionGrace } ?? -.infinity
        ) { try $0[0] }
    }

    private static let modelDigests = """
        SELECT model FROM model_version WHERE ifnull(deleted >= ?1, 1)
        UNION SELECT evaluation FROM model_version WHERE evaluation IS NOT NULL AND ifnull(deleted >= ?1, 1)
        """
}
