public import ContentHash
public import Execution

/// A result with all that is known of it.
public struct ResultSummary: Sendable {
    public let key: Digest
    /// Where it was made.
    public let pipeline: String
    public let run: RunID
    public let instance: StepInstance
    /// The attempt that made it, counted from 1.
    public let attempt: Int
    /// Artifacts by digest.
    public let outputs: JSON
    /// The artifacts it made, by the field of the output, and those it read, by the property that read them.
    public let artifacts: [ResultArtifact]
    public let inputs: [ResultArtifact]
    /// The versions that it registered, or found registered.
    public let models: [ModelVersionName]
    /// How long making it took, in seconds.
    public let seconds: Double
    /// When it was made, and when it was last used in place of work, in seconds since 1970.
    public let created: Double
    public let lastUsed: Double
    /// Whether later runs may use it.
    public let isReusable: Bool

    /// The bytes of the artifacts it made.
    public var size: Int64 { artifacts.reduce(0) { $0 + $1.size } }
}
