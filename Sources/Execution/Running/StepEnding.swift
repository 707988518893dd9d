public import ContentHash
public import PipelineKit

/// How a step of a run ended.
public enum StepEnding: Hashable, Sendable {
    /// It ran and made a result.
    case succeeded(outputs: JSON)
    /// An earlier result was used.
    case cached(outputs: JSON)
    /// It is on a branch that was not taken, or was not asked for.
    case skipped(reason: String)
    case failed(FailureKind, message: String)
    /// A step that it needs failed.
    case upstreamFailed(step: String)
    case cancelled

    /// What the step returned, where it did.
    public var outputs: JSON? {
        switch self {
        case .succeeded(let outputs), .cached(let outputs): outputs
        default: nil
        }
    }

    /// The state as it is recorded.
    public var status: StepStatus {
        switch self {
        case .succeeded: .succeeded
        case .cached: .cached
        case .skipped: .skipped
        case .failed: .failed
        case .upstreamFailed: .upstreamFailed
        case .cancelled: .cancelled
        }
    }

    /// The kind of failure, where it is one.
    public var failure: FailureKind? { if case .failed(let kind, _) = self { kind } else { nil } }

    /// The reason in words that goes with the way it ended.
    var message: String? {
        switch self {
        case .skipped(let reason): reason
        case .failed(_, let message): message
        case .upstreamFailed(let step): "'\(step)' failed"
        case .cancelled: "cancelled"
        case .succeeded, .cached: nil
        }
    }
}
