public import ContentHash

/// What is recorded of a step of an earlier run.
public struct RecordedStep: Sendable {
    public let status: StepStatus
    /// The digest of its action key, where one was made.
    public let key: Digest?
    /// What it returned; `nil` where it has no result, or none any more.
    public let outputs: JSON?

    public init(status: StepStatus, key: Digest?, outputs: JSON?) {
        self.status = status
        self.key = key
        self.outputs = outputs
    }
}

/// What can be had now of a step of an earlier run.
public struct ReproducibleStep: Sendable {
    /// How much of it there is.
    public enum Finding: Sendable {
        /// The same work has the result that is in the cache.
        case kept
        /// The same work would be done again: the result is gone, all that made it is there.
        case repeatable
        /// It would be other work now; the result of then may still be kept.
        case changed([KeyDifference], isResultKept: Bool)
        /// It did no work then, and does none now.
        case idle
        /// Something that it needs can no longer be had.
        case impossible
    }

    /// The step as it is shown: `train`, `fold_train[2]`.
    public let name: String
    public let finding: Finding
    /// The finding in words.
    public let reason: String

    /// Whether what it was can be had.
    public var isReproducible: Bool {
        switch finding {
        case .kept, .repeatable, .idle: true
        case .changed, .impossible: false
        }
    }
}
