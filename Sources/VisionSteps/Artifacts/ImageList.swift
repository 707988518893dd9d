public import PipelineKit

/// A list of labelled images by name and content: one side of a split.
///
/// What is made from a side depends on its list alone, and not on the folder with all images, so a change of one image
/// leaves the other sides as they were. ``read()`` gives the images.
public struct ImageList: Artifact {
    public static let form = ArtifactForm.file
    public let path: String

    public init(path: String) { self.path = path }
}
