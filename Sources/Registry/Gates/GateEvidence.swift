public import ContentHash
public import Execution

/// All that gates look at, collected at one moment.
public struct GateEvidence: Hashable, Sendable {
    /// A version and how it was judged.
    public struct Contender: Hashable, Sendable {
        public let name: ModelVersionName
        public let metrics: [String: Double]
        /// What its evaluation read besides the model; `nil` where that is not known any more.
        public let testSet: Set<Digest>?

        public init(name: ModelVersionName, metrics: [String: Double], testSet: Set<Digest>?) {
            self.name = name
            self.metrics = metrics
            self.testSet = testSet
        }
    }

    public let candidate: Contender
    public let status: ApprovalStatus
    /// The newest decision on it.
    public let lastDecision: StatusChange?
    /// The versions that the candidate is compared with, by the alias that is at each.
    public let standing: [String: Contender]

    public init(
        candidate: Contender, status: ApprovalStatus, lastDecision: StatusChange?, standing: [String: Contender]
    ) {
        self.candidate = candidate
        self.status = status
        self.lastDecision = lastDecision
        self.standing = standing
    }
}

/// What a gate found.
public struct GateFinding: Hashable, Sendable {
    /// The gate as it is written.
    public let gate: String
    public let passed: Bool
    /// The values that decided it, in words.
    public let found: String

    /// What a refusal says of a gate that failed.
    public var failure: String { "gate '\(gate)' failed: \(found)" }

    var json: JSON { ["gate": .string(gate), "passed": .bool(passed), "found": .string(found)] }
}
