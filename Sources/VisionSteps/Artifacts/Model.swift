public import PipelineKit

/// The folder of a trained model: `model.json`, `weights.safetensors`, and `training.json` with the figures of its training.
public struct Model: Artifact {
    public static let form = ArtifactForm.folder
    public let path: String

    public init(path: String) { self.path = path }
}
