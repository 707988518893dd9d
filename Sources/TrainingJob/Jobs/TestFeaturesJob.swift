/// What `pipeline-trainer test-features` is to do: compute what the backbone of other features makes of images to test on.
public struct TestFeaturesJob: JSONFile, Hashable, Sendable {
    /// The folder of the shards.
    public var shards: String
    /// The folder that `pipeline-trainer features` wrote, with the backbone.
    public var features: String
    /// The folder that the features are written to, with the backbone; made where it is missing.
    public var output: String
    /// Images per step.
    public var batchSize: Int
    /// The number of threads that compute.
    public var threads: Int
    /// Where to compute.
    public var device: Device

    /// Describes the work.
    public init(
        shards: String, features: String, output: String, batchSize: Int = 256, threads: Int = 2,
        device: Device = .auto
    ) {
        self.shards = shards
        self.features = features
        self.output = output
        self.batchSize = batchSize
        self.threads = threads
        self.device = device
    }

    public var mistakes: [String] {
        var range = RangeCheck()
        range.checkPath("shards", shards)
        range.checkPath("features", features)
        range.checkPath("output", output)
        range.check("batch_size", batchSize, in: 1...65_536)
        range.check("threads", threads, in: 1...1024)
        return range.mistakes
    }

    private enum CodingKeys: String, CodingKey {
        case shards
        case features
        case output
        case batchSize = "batch_size"
        case threads
        case device
    }
}
