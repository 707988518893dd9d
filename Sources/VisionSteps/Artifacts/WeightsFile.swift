public import PipelineKit

/// A file of weights that somebody trained: `.pth` or `.safetensors`.
public struct WeightsFile: Artifact {
    public static let form = ArtifactForm.file
    public let path: String

    public init(path: String) { self.path = path }
}
