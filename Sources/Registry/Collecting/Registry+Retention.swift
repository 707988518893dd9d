public import ContentHash
internal import Database
public import Execution

extension Registry {
    /// The runs that nothing needs any more: they ended before a time, are not pinned, are not the last of their
    /// pipeline, and neither a result in the cache nor a model version was made in them.
    /// - Parameters:
    ///   - time: Seconds since 1970.
    ///   - keys: The keys whose results are about to go, and don't count.
    /// - Returns: The runs, the oldest first.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func forgettableRuns(
        endedBefore time: Double, withoutResultsOf keys: Set<Digest> = []
    ) async throws -> [RunID] {
        try await read { connection in
            let candidates: [RunID] = try connection.query(
                """
                SELECT id FROM run
                WHERE status <> 'running' AND pinned IS NULL AND ended < ?
                    AND EXISTS (SELECT 1 FROM run AS later WHERE later.pipeline = run.pipeline AND later.started > run.started)
                    AND NOT EXISTS (SELECT 1 FROM model_version WHERE model_version.run = run.id)
                ORDER BY started, id
                """, time
            ) { try $0[0] }
            let made: [(run: RunID, key: Digest)] = try connection.query("SELECT DISTINCT run, key FROM result") {
                (try $0[0], try $0[1])
            }
            let needed = Set(made.filter { !keys.contains($0.key) }.map(\.run))
            return candidates.filter { !needed.contains($0) }
        }
    }

    /// Forgets runs with all that is recorded of them, and what was kept to explain the keys that nobody refers to any more.
    ///
    /// A run that was pinned meanwhile stays. Of the others it is noted in the same transaction that their folders have to go.
    /// - Parameter runs: Runs that ``forgettableRuns(endedBefore:withoutResultsOf:)`` has named.
    /// - Returns: Those that were forgotten.
    /// - Throws: `DatabaseError`, where a result of one of them is still there as well; then nothing was forgotten.
    @discardableResult
    public func forget(_ runs: [RunID]) async throws -> [RunID] {
        try await write { connection in
            var forgotten: [RunID] = []
            for run in runs {
                let removed = try connection.execute(
                    "DELETE FROM run WHERE id = ? AND status <> 'running' AND pinned IS NULL", run)
                guard removed > 0 else { continue }
                forgotten.append(run)
                try connection.execute("INSERT INTO forgotten_run (id) VALUES (?) ON CONFLICT DO NOTHING", run)
            }
            try connection.execute(
                """
                DELETE FROM key_component WHERE key NOT IN (
                    SELECT key FROM step WHERE key IS NOT NULL UNION SELECT key FROM result UNION SELECT key FROM model_version)
                """)
            try connection.execute(
                "DELETE FROM code WHERE digest NOT IN (SELECT value FROM key_component WHERE tag = 'code')")
            return forgotten
        }
    }

    /// The runs that were forgotten and whose folders may still be there, as where garbage collection was killed.
    /// - Returns: The runs, in the order of their ids.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func forgottenRuns() async throws -> [RunID] {
        try await read { connection in try connection.query("SELECT id FROM forgotten_run ORDER BY id") { try $0[0] } }
    }

    /// Records that the disk has no folders of forgotten runs any more.
    /// - Parameter runs: The runs.
    /// - Throws: `DatabaseError` where nothing was recorded.
    public func recordFoldersRemoved(of runs: [RunID]) async throws {
        try await write { connection in
            for run in runs { try connection.execute("DELETE FROM forgotten_run WHERE id = ?", run) }
        }
    }

    /// The runs whose logs may go: they ended before a time and are not pinned.
    /// - Parameter time: Seconds since 1970.
    /// - Returns: The runs, the oldest first.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func runsWithOldLogs(endedBefore time: Double) async throws -> [RunID] {
        try await read { connection in
            try connection.query(
                """
                SELECT id FROM run WHERE status <> 'running' AND pinned IS NULL AND ended < ? ORDER BY started, id
                """, time
            ) { try $0[0] }
        }
    }
}
