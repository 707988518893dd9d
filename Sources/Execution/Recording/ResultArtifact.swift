public import ContentHash
public import PipelineKit

/// An artifact that a result made or read.
public struct ResultArtifact: Hashable, Sendable {
    /// The field of the output, or the property that read it.
    public let name: String
    /// What the author of the pipeline calls what was read: a parameter, or a step and its output; otherwise the name.
    public let label: String
    public let form: ArtifactForm
    public let digest: Digest
    public let size: Int64

    public init(name: String, label: String? = nil, form: ArtifactForm, digest: Digest, size: Int64) {
        self.name = name
        self.label = label ?? name
        self.form = form
        self.digest = digest
        self.size = size
    }
}
