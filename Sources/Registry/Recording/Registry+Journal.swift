internal import Database
public import Execution
internal import Synchronization

extension Registry: RunJournal {
    public func begin(_ run: RunStart) async throws {
        let isAlive = isAlive
        try await write { connection in
            for lost in try connection.runningRuns() where !isAlive(lost.process) {
                try connection.markEnded(lost.id, as: .lost, at: run.time)
            }
            if run.isAlone { try connection.refuseSecond(run, isAlive) }
            try connection.insert(run)
            if let schedule = run.schedule { try connection.take(schedule, for: run, isAlive: isAlive) }
        }
    }

    /// The run of a pipeline that began first of those that go on; `nil` where none does.
    public func runningRun(ofPipeline pipeline: String) async throws -> RunSummary? {
        let isAlive = isAlive
        return try await read { connection in try connection.runningRun(of: pipeline, isAlive) }
    }

    public func add(_ facts: [String: String], to run: RunID) async throws {
        try await write { connection in try connection.insert(facts, of: run) }
    }

    public func note(_ steps: [StepRecord], in run: RunID) async throws {
        if pending.withLock({ $0.add(steps, in: run) }) { try await write { _ in } }
    }

    public func start(_ attempt: AttemptRecord, step: StepRecord, in run: RunID) async throws {
        try await write { connection in
            try connection.upsert(step, in: run)
            try connection.insert(attempt, in: run)
            if let key = attempt.key { try connection.insert(key, declarations: attempt.declarations) }
        }
    }

    public func attach(_ process: ProcessText, to attempt: AttemptRecord, in run: RunID) async throws {
        try await write { connection in
            try connection.execute(
                "UPDATE attempt SET process = ? WHERE run = ? AND step = ? AND number = ?", process, run,
                attempt.instance, attempt.number)
        }
    }

    /// Records measured values; they are on the disk about a second later, or with the attempt's end.
    public func record(
        _ metrics: [MetricRecord], of instance: StepInstance, attempt: Int, in run: RunID
    ) async throws {
        let isTime = pending.withLock { $0.add(metrics, of: instance, attempt: attempt, in: run) }
        if isTime { try await write { _ in } }
    }

    public func fail(_ ending: AttemptEnding, step: StepRecord, in run: RunID) async throws {
        try await write { connection in
            try connection.upsert(step, in: run)
            try connection.end(ending, at: step.time, in: run)
        }
    }

    public func commit(
        _ result: NewResult, _ ending: AttemptEnding, step: StepRecord, in run: RunID
    ) async throws -> RegisteredModels {
        try await write { connection in
            try connection.upsert(step, in: run)
            try connection.end(ending, at: step.time, in: run)
            for metric in result.metrics {
                try connection.insert(metric, of: ending.instance, attempt: ending.number, in: run)
            }
            return try connection.insert(result, ending, at: step.time, in: run)
        }
    }

    public func finish(_ run: RunID, _ status: RunStatus, seconds: Double, time: Double) async throws {
        try await write { connection in
            let count = try connection.execute(
                "UPDATE run SET status = ?, seconds = ?, ended = ? WHERE id = ?", status, seconds, time, run)
            if count == 0 { throw RegistryError(.unknownRun(run.text, suggestion: "")) }
            // Of what succeeded the end is recorded; of another one the disk may have refused it.
            if status != .succeeded { try connection.failUnrecorded(in: run, at: time) }
        }
    }
}

extension Connection {
    fileprivate mutating func runningRun(
        of pipeline: String, _ isAlive: (ProcessText) -> Bool
    ) throws -> RunSummary? {
        try runs("WHERE pipeline = ? AND status = 'running' ORDER BY started, id", [pipeline]).first {
            isAlive($0.process)
        }
    }

    /// Refuses a run beside another one of its pipeline, in the transaction that would begin it.
    fileprivate mutating func refuseSecond(_ run: RunStart, _ isAlive: (ProcessText) -> Bool) throws {
        guard let other = try runningRun(of: run.pipeline, isAlive) else { return }
        throw RegistryError(.pipelineRuns(run.pipeline, by: other.text))
    }
}
