public import ContentHash
public import PipelineKit

/// A step of a run as it is recorded; a later record of the same step replaces an earlier one.
public struct StepRecord: Sendable {
    public let instance: StepInstance
    /// The place of the step in the graph, for showing steps in the order of the declaration.
    public let position: Int
    public let status: StepStatus
    /// Why it ran, was skipped, or failed, in words.
    public let reason: String
    public let failure: FailureKind?
    public let key: Digest?
    /// How long it took, in seconds; of a cached step, how long the work took that made the result.
    public let seconds: Double
    public let attempts: Int
    /// Seconds since 1970 of the status.
    public let time: Double

    public init(
        instance: StepInstance, position: Int, status: StepStatus, reason: String, failure: FailureKind? = nil,
        key: Digest? = nil, seconds: Double = 0, attempts: Int = 0, time: Double
    ) {
        self.instance = instance
        self.position = position
        self.status = status
        self.reason = reason
        self.failure = failure
        self.key = key
        self.seconds = seconds
        self.attempts = attempts
        self.time = time
    }
}
