public import ContentHash

/// Records what happens in a run, so that it survives the process.
public protocol RunJournal: Sendable {
    /// Records that a run begins, and marks runs of processes that are gone as lost.
    func begin(_ run: RunStart) async throws

    /// Records what was found out of a run's surroundings while it goes on.
    func add(_ facts: [String: String], to run: RunID) async throws

    /// Records states of steps that no work stands behind; may be delayed until the next record that is not.
    func note(_ steps: [StepRecord], in run: RunID) async throws

    /// Records that an attempt is about to start, durably.
    func start(_ attempt: AttemptRecord, step: StepRecord, in run: RunID) async throws

    /// Records the process of an attempt, once it exists.
    func attach(_ process: ProcessText, to attempt: AttemptRecord, in run: RunID) async throws

    /// Records measured values while an attempt goes on.
    func record(_ metrics: [MetricRecord], of instance: StepInstance, attempt: Int, in run: RunID) async throws

    /// Records an attempt that made no result.
    func fail(_ ending: AttemptEnding, step: StepRecord, in run: RunID) async throws

    /// Records a result with its outputs, the attempt and the step's state, and registers and promotes models, in one
    /// transaction.
    /// - Returns: What came of the models.
    func commit(
        _ result: NewResult, _ ending: AttemptEnding, step: StepRecord, in run: RunID
    ) async throws -> RegisteredModels

    /// Records how a run ended.
    func finish(_ run: RunID, _ status: RunStatus, seconds: Double, time: Double) async throws
}

/// Finds earlier results.
public protocol ResultCache: Sendable {
    /// Returns the newest reusable result with a key.
    func result(for key: Digest) async throws -> StoredResult?

    /// Returns the newest result with a key that may not be used again: what became of it may be why there is no other.
    func withdrawnResult(for key: Digest) async throws -> StoredResult?

    /// Returns the components of the key that a step had when it last succeeded or was cached, in the given run or,
    /// without one, in the newest that has the step.
    func components(of step: String, pipeline: String, in run: RunID?) async throws -> [KeyComponent]?

    /// Returns the declarations that a code digest was made of.
    func declarations(ofCode digest: String) async throws -> String?

    /// Makes a result unusable, because one of its objects is gone or damaged.
    func invalidate(_ key: Digest) async throws
}
