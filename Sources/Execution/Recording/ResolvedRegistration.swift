public import ContentHash
public import PipelineKit

/// A model to register, by content.
public struct ResolvedRegistration: Hashable, Sendable {
    public let group: String
    public let model: Digest
    public let form: ArtifactForm
    public let evaluation: Digest?
    public let metrics: [String: Double]
    /// The alias that is moved to the version where its gates let it.
    public let alias: String?

    public init(
        group: String, model: Digest, form: ArtifactForm, evaluation: Digest?, metrics: [String: Double],
        alias: String? = nil
    ) {
        self.group = group
        self.model = model
        self.form = form
        self.evaluation = evaluation
        self.metrics = metrics
        self.alias = alias
    }
}
