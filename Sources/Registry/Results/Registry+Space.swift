public import ContentHash
internal import Database
internal import Execution

extension Registry {
    /// Counts what the cache holds.
    public func cacheStatistics() async throws -> CacheStatistics {
        try await read { connection in
            let shares: [CacheStatistics.Part] = try connection.query(
                """
                WITH made AS (
                    SELECT pipeline, name AS step, result.id, result.seconds
                    FROM result JOIN run ON run.id = result.run JOIN step ON step.run = result.run AND step.step = result.step
                ), object AS (
                    SELECT DISTINCT pipeline, step, digest FROM made JOIN result_artifact ON result = made.id
                ), space AS (
                    SELECT pipeline, step, count(*) AS objects, sum(size) AS bytes
                    FROM object JOIN artifact USING (digest) GROUP BY pipeline, step
                )
                SELECT pipeline, step, count(*), ifnull(objects, 0), ifnull(bytes, 0), sum(seconds)
                FROM made LEFT JOIN space USING (pipeline, step) GROUP BY pipeline, step
                ORDER BY ifnull(bytes, 0) DESC, pipeline, step
                """
            ) { row in
                let amount = CacheStatistics.Amount(
                    results: try row[2], objects: try row[3], bytes: try row[4], seconds: try row[5])
                return CacheStatistics.Part(pipeline: try row[0], step: try row[1], amount: amount)
            }
            let objects: (count: Int, bytes: Int64)? = try connection.first(
                """
                SELECT count(*), ifnull(sum(size), 0) FROM artifact
                WHERE EXISTS (SELECT 1 FROM result_artifact WHERE result_artifact.digest = artifact.digest)
                """
            ) { (try $0[0], try $0[1]) }
            let unusable: Int? = try connection.first("SELECT count(*) FROM result WHERE NOT is_reusable") {
                try $0[0]
            }
            let total = CacheStatistics.Amount(
                results: shares.reduce(0) { $0 + $1.amount.results }, objects: objects?.count ?? 0,
                bytes: objects?.bytes ?? 0, seconds: shares.reduce(0) { $0 + $1.amount.seconds })
            return CacheStatistics(total: total, unusable: unusable ?? 0, parts: shares)
        }
    }

    /// The results that have gone unused for the longest, those first; only such as were not used since a time.
    ///
    /// All results with one key are as old as the newest use of any of them, and stand together: a step that is run again
    /// makes another result with the same key. Those of runs that are still at work are left out. To keep within a limit
    /// of space, delete from the front.
    public func leastRecentlyUsedResults(unusedSince time: Double = .infinity) async throws -> [ResultSummary] {
        try await read { connection in
            try connection.results(
                """
                JOIN (SELECT key, max(last_used) AS newest_use FROM result GROUP BY key HAVING max(last_used) < ?)
                    USING (key)
                WHERE key NOT IN (\(Self.keysInUse)) ORDER BY newest_use, key, result.id
                """, [time])
        }
    }

    /// The objects that must stay in the store: those of model versions with their evaluations, and those of results.
    ///
    /// Results with the given keys need nothing, unless a run is at work on them.
    public func neededDigests(withoutResultsOf keys: Set<Digest> = []) async throws -> Set<Digest> {
        try await read { connection in
            var needed: Set<Digest> = []
            let models: [Digest] = try connection.query(
                """
                SELECT model FROM model_version
                UNION SELECT evaluation FROM model_version WHERE evaluation IS NOT NULL
                """
            ) { try $0[0] }
            needed.formUnion(models)
            let inUse: [Digest] = try connection.query(Self.keysInUse) { try $0[0] }
            let forgotten = keys.subtracting(inUse)
            let artifacts: [(key: Digest, digest: Digest)] = try connection.query(
                "SELECT DISTINCT key, digest FROM result_artifact JOIN result ON result.id = result"
            ) { (try $0[0], try $0[1]) }
            for artifact in artifacts where !forgotten.contains(artifact.key) { needed.insert(artifact.digest) }
            return needed
        }
    }

    /// The keys of the steps of runs that are still at work.
    private static let keysInUse = """
        SELECT DISTINCT key FROM step JOIN run ON run.id = step.run WHERE run.status = 'running' AND key IS NOT NULL
        """

    /// Forgets all results with the given keys, in one transaction; objects in the store are the caller's business.
    ///
    /// A key that a run has taken into use meanwhile keeps its results.
    /// What the keys were made of is kept, so that `why` can still tell. Model versions and their artifacts stay.
    /// - Returns: The number of results.
    @discardableResult
    public func deleteResults(withKeys keys: some Collection<Digest> & Sendable) async throws -> Int {
        try await write { connection in
            var count = 0
            let inUse: [Digest] = try connection.query(Self.keysInUse) { try $0[0] }
            for key in Set(keys).subtracting(inUse) {
                // Rows that go with a result are counted by SQLite as well.
                count += try connection.first("SELECT count(*) FROM result WHERE key = ?", key) { try $0[0] } ?? 0
                try connection.execute("DELETE FROM result WHERE key = ?", key)
            }
            try connection.execute(
                """
                DELETE FROM artifact
                WHERE NOT EXISTS (SELECT 1 FROM result_artifact WHERE result_artifact.digest = artifact.digest)
                    AND NOT EXISTS (SELECT 1 FROM result_input WHERE result_input.digest = artifact.digest)
                    AND NOT EXISTS (SELECT 1 FROM model_version WHERE model = artifact.digest OR evaluation = artifact.digest)
                """)
            return count
        }
    }
}
