public import ContentHash

/// A result with everything that is written together with it.
public struct NewResult: Sendable {
    public let key: ActionKey
    /// The step's output; artifacts by digest.
    public let outputs: JSON
    /// The objects among the outputs that are kept in the store, with their sizes in bytes.
    public let artifacts: [ResultArtifact]
    /// The digests of artifacts that were read, by the name of the property that read them.
    public let inputs: [ResultArtifact]
    /// What the code digest was made of, one line for each declaration.
    public let declarations: String?
    public let metrics: [MetricRecord]
    /// Models to register, with digests in place of paths.
    public let registrations: [ResolvedRegistration]
    /// Whether later runs may use the result.
    public let isReusable: Bool

    public init(
        key: ActionKey, outputs: JSON, artifacts: [ResultArtifact], inputs: [ResultArtifact], declarations: String?,
        metrics: [MetricRecord], registrations: [ResolvedRegistration], isReusable: Bool
    ) {
        self.key = key
        self.outputs = outputs
        self.artifacts = artifacts
        self.inputs = inputs
        self.declarations = declarations
        self.metrics = metrics
        self.registrations = registrations
        self.isReusable = isReusable
    }
}
