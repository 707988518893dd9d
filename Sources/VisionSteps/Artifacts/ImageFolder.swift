public import PipelineKit

/// A folder of labelled images, in one of the layouts that ``SplitDataset`` knows.
public struct ImageFolder: Artifact {
    public static let form = ArtifactForm.folder
    public let path: String

    public init(path: String) { self.path = path }
}
