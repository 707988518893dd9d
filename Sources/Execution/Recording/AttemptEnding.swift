public import PipelineKit

/// How an attempt ended.
public struct AttemptEnding: Sendable {
    public let instance: StepInstance
    public let number: Int
    public let status: StepStatus
    public let failure: FailureKind?
    public let message: String
    /// Wall-clock and processor seconds, and the largest memory in bytes.
    public let seconds: Double
    public let cpuSeconds: Double
    public let peakMemory: Int64

    public init(
        instance: StepInstance, number: Int, status: StepStatus, failure: FailureKind? = nil, message: String = "",
        seconds: Double, cpuSeconds: Double, peakMemory: Int64
    ) {
        self.instance = instance
        self.number = number
        self.status = status
        self.failure = failure
        self.message = message
        self.seconds = seconds
        self.cpuSeconds = cpuSeconds
        self.peakMemory = peakMemory
    }
}
