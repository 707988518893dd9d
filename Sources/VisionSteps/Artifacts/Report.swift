public import PipelineKit

/// The folder of an evaluation: `report.json` with all figures, and `report.html`, which shows them with the images.
public struct Report: Artifact {
    public static let form = ArtifactForm.folder
    public let path: String

    public init(path: String) { self.path = path }

    /// The file with all figures as JSON.
    public var figures: String { "\(path)/report.json" }
    /// The page to look at: one file that needs no other.
    public var page: String { "\(path)/report.html" }
}
