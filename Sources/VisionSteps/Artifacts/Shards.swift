public import PipelineKit

/// A folder of MXNet RecordIO files with labelled images: `shard-00000.rec`, `shard-00000.idx`, and so on.
public struct Shards: Artifact {
    public static let form = ArtifactForm.folder
    public let path: String

    public init(path: String) { self.path = path }
}
