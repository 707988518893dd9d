public import PipelineKit

/// The folder of what a backbone made of images to test on, with the backbone itself: see ``ExtractTestFeatures``.
public struct TestFeatures: Artifact {
    public static let form = ArtifactForm.folder
    public let path: String

    public init(path: String) { self.path = path }
}
