internal import Database

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
}
