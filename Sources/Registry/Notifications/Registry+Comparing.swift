internal import Database
public import Execution

extension Registry {
    /// How the run before this one ended, of the same pipeline: the one that ended last and was not cancelled.
    public func statusBefore(_ run: RunID) async throws -> RunStatus? {
        try await read { connection in
            try connection.first(
                """
                SELECT status FROM run
                WHERE pipeline = (SELECT pipeline FROM run WHERE id = ?1) AND id <> ?1
                    AND status IN ('succeeded', 'failed', 'lost')
                ORDER BY ended DESC, id DESC LIMIT 1
                """, run
            ) { try $0[0] }
        }
    }

    /// The versions that a run added to the registry; not those that it found there.
    public func modelsRegistered(in run: RunID) async throws -> [ModelVersionName] {
        try await read { connection in
            try connection.query(
                "SELECT model_group, version FROM model_version WHERE run = ? ORDER BY model_group, version", run
            ) { ModelVersionName(group: try $0[0], version: try $0[1]) }
        }
    }

    /// The last value of a metric in a run; where several steps have it, that of the last of them.
    ///
    /// A cached step has the values that were measured when its result was made.
    public func value(ofMetric name: String, in run: RunID) async throws -> Double? {
        try await metrics(of: run).last { $0.name == name }?.points.last?.value
    }

    /// The value of a metric in the last run before this one that succeeded and has it, of the same pipeline.
    public func value(ofMetric name: String, before run: RunID) async throws -> Double? {
        let previous: RunID? = try await read { connection in
            // What a step measured belongs to the run that made its result, which is another one for a cached step.
            try connection.first(
                """
                SELECT run.id FROM run
                WHERE pipeline = (SELECT pipeline FROM run WHERE id = ?1) AND id <> ?1 AND status = 'succeeded'
                    AND EXISTS (
                        SELECT 1 FROM step
                            JOIN result ON result.key = step.key
                            JOIN metric ON metric.run = result.run AND metric.step = result.step
                                AND metric.attempt = result.attempt AND metric.name = ?2
                        WHERE step.run = run.id AND step.status IN ('succeeded', 'cached'))
                ORDER BY ended DESC, id DESC LIMIT 1
                """, run, name
            ) { try $0[0] }
        }
        guard let previous else { return nil }
        return try await value(ofMetric: name, in: previous)
    }
}
