public import ContentHash
public import PipelineKit

/// A model to register, by content.
public struct ResolvedRegistration: Hashable, Sendable {
    public let group: String
    public let model: Digest
    public let form: ArtifactForm
    public let evaluation: Digest?
    public let metrics: [String: Double]

    public init(group: String, model: Digest, form: ArtifactForm, evaluation: Digest?, metrics: [String: Double]) {
        self.group = group
        self.model = model
        self.form = form
        self.evaluation = evaluation
        self.metrics = metrics
    }
}
