public import PipelineKit

/// What happens in a run, for whoever shows it.
public enum RunEvent: Sendable {
    /// The run is recorded as begun.
    case began(RunStart)
    /// A step starts, for the reason given.
    case started(StepInstance, attempt: Int, reason: String)
    /// A step waits for a run, told in words where it is known, that does the same work.
    case waiting(StepInstance, for: String?)
    /// A step tells something.
    case told(StepInstance, StepEvent)
    /// An attempt failed and another follows after a pause in seconds.
    case retrying(StepInstance, attempt: Int, pause: Double, message: String)
    /// The run's deadline passed: nothing more starts, and what runs is ended.
    case expired(RunDeadline)
    /// A step ended.
    case ended(StepReport)
    /// Something that whoever started the run should know.
    case warning(String)
}

/// What a run did with a step.
public struct StepReport: Sendable {
    public let instance: StepInstance
    public let ending: StepEnding
    /// Why it ran, was skipped or failed.
    public let reason: String
    /// How long it took; of a cached step, how long the work took that made the result.
    public let seconds: Double
    public let attempts: Int
    /// The versions registered by it.
    public let models: [ModelVersionName]
    /// The aliases that it moved to them; a cached step moves none.
    public var promotions: [Promotion] = []
}

/// Watches a run.
public protocol RunObserver: Sendable {
    /// Takes what happens, in order for each step.
    func observe(_ event: RunEvent)
}
