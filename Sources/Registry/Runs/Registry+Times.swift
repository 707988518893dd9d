internal import Database
public import Execution

extension Registry {
    /// When something was last recorded, in seconds since 1970; `nil` where nothing ever was.
    /// - Returns: The newest time of a run or a step.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func newestTime() async throws -> Double? {
        try await read { connection in
            try connection.first(
                """
                SELECT max(time) FROM (SELECT max(started) AS time FROM run UNION ALL SELECT max(ended) FROM run
                    UNION ALL SELECT max(changed) FROM step)
                """
            ) { row -> Double? in try row[0] } ?? nil
        }
    }

    /// The processes of attempts that are alive though their runs have ended.
    /// - Returns: Each with its run and its step.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func strayProcesses() async throws -> [(run: RunID, step: StepInstance, process: ProcessText)] {
        let attempts: [(run: RunID, step: StepInstance, process: ProcessText)] = try await read { connection in
            try connection.query(
                """
                SELECT attempt.run, attempt.step, attempt.process FROM attempt JOIN run ON run.id = attempt.run
                WHERE run.status <> 'running' AND attempt.status IN ('running', 'lost', 'cancelled') AND attempt.process IS NOT NULL
                ORDER BY attempt.run, attempt.step
                """
            ) { (try $0[0], try $0[1], try $0[2]) }
        }
        return attempts.filter { isAlive($0.process) }
    }
}
