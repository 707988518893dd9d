internal import PipelineKit

/// What a run did.
public struct RunReport: Sendable {
    public let run: RunID
    public let pipeline: String
    public let status: RunStatus
    public let seconds: Double
    /// The steps in the order of the declaration.
    public let steps: [StepReport]
    public let warnings: [String]

    /// The version that the run registered or, with a cached registration, stands for.
    public var model: ModelVersionName? { steps.flatMap(\.models).last }

    /// The aliases that the run moved to what it registered.
    public var promotions: [Promotion] { steps.flatMap(\.promotions) }

    /// Whether the run's deadline cut it short.
    public var isExpired: Bool { steps.contains { $0.ending.failure == .deadline } }

    /// How much work the cache saved, in seconds.
    public var secondsSaved: Double {
        steps.reduce(0) { if case .cached = $1.ending { $0 + $1.seconds } else { $0 } }
    }
}
