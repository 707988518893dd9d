public import ContentHash
internal import Database
public import Execution
internal import PipelineKit

extension Registry {
    /// Returns the newest result with a key, reusable or not, with all that is known of it.
    public func summary(of key: Digest) async throws -> ResultSummary? {
        try await read { connection in
            try connection.results("WHERE result.id = (SELECT max(id) FROM result WHERE key = ?)", [key]).first
        }
    }

    /// Returns the result that a step of a run made, or that it used in place of work; `nil` where it has none any more.
    public func summary(of step: StepSummary, in run: RunID) async throws -> ResultSummary? {
        guard let key = step.key else { return nil }
        return try await read { connection in
            switch step.status {
            case .succeeded:
                try connection.results(
                    "WHERE result.id = (SELECT max(id) FROM result WHERE run = ? AND step = ?)", [run, step.instance]
                ).first
            case .cached:
                // A forced run may have made another one with the same key since.
                try connection.results(
                    "WHERE result.id = (SELECT max(id) FROM result WHERE key = ? AND created <= ?)",
                    [key, step.changed]
                ).first
            default: nil
            }
        }
    }

    /// The results that made an artifact, the oldest first: the same bytes may be made several times.
    public func makers(of digest: Digest) async throws -> [ResultSummary] {
        try await read { connection in
            try connection.results(
                "WHERE result.id IN (SELECT result FROM result_artifact WHERE digest = ?) ORDER BY result.id", [digest])
        }
    }
}

extension Connection {
    /// Finds results, with artifacts and models.
    mutating func results(_ condition: String, _ values: [any DatabaseValue]) throws -> [ResultSummary] {
        let ids: [Int64] = try query("SELECT result.id FROM result \(condition)", values: values) { try $0[0] }
        return try ids.compactMap { id in
            let artifacts = try artifacts("result_artifact", of: id)
            let inputs = try self.artifacts("result_input", of: id)
            let models = try models(ofResult: id)
            return try first(
                """
                SELECT key, run.pipeline, run.id, step, attempt, outputs, result.seconds, created, last_used, is_reusable
                FROM result JOIN run ON run.id = result.run WHERE result.id = ?
                """, id
            ) { row in
                ResultSummary(
                    key: try row[0], pipeline: try row[1], run: try row[2], instance: try row[3], attempt: try row[4],
                    outputs: try row[5], artifacts: artifacts, inputs: inputs, models: models, seconds: try row[6],
                    created: try row[7], lastUsed: try row[8], isReusable: try row[9])
            }
        }
    }

    private mutating func artifacts(_ table: String, of result: Int64) throws -> [ResultArtifact] {
        try query(
            """
            SELECT link.name, \(table == "result_input" ? Self.inputLabel : "NULL"), form, artifact.digest, size
            FROM \(table) AS link JOIN artifact ON artifact.digest = link.digest JOIN result ON result.id = link.result
            WHERE link.result = ? ORDER BY link.name, artifact.digest
            """, result
        ) { ResultArtifact(name: try $0[0], label: try $0[1], form: try $0[2], digest: try $0[3], size: try $0[4]) }
    }

    /// The label of the part of the key that an input is, or lies in, and the way to it from there.
    private static let inputLabel = """
        (SELECT part.label || substr(link.name, length(part.name) + 1) FROM key_component AS part
         WHERE part.key = result.key AND part.tag = 'input' AND (part.name = link.name
            OR substr(link.name, 1, length(part.name) + 1) IN (part.name || '.', part.name || '['))
         ORDER BY length(part.name) DESC LIMIT 1)
        """
}
