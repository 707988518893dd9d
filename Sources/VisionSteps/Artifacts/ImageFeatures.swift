public import PipelineKit

/// The folder of what a frozen backbone made of images, with the backbone itself: see ``ExtractFeatures``.
public struct ImageFeatures: Artifact {
    public static let form = ArtifactForm.folder
    public let path: String

    public init(path: String) { self.path = path }
}
