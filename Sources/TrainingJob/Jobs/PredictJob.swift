/// What `pipeline-trainer predict` is to do.
public struct PredictJob: JSONFile, Hashable, Sendable {
    /// The folder of the model.
    public var model: String
    /// The folder of the shards whose images are classified, in the order of their files and records.
    public var shards: String
    /// The folder that `pipeline-trainer test-features` wrote of these images; with it, the head alone computes.
    public var features: String?
    /// The file that the predictions are written to.
    public var output: String
    /// Images per step.
    public var batchSize: Int
    /// The number of threads that compute.
    public var threads: Int
    /// Where to compute.
    public var device: Device

    public init(
        model: String, shards: String, features: String? = nil, output: String, batchSize: Int = 256, threads: Int = 2,
        device: Device = .auto
    ) {
        self.model = model
        self.shards = shards
        self.features = features
        self.output = output
        self.batchSize = batchSize
        self.threads = threads
        self.device = device
    }

    public var mistakes: [String] {
        var range = RangeCheck()
        range.checkPath("model", model)
        range.checkPath("shards", shards)
        if let features { range.checkPath("features", features) }
        range.checkPath("output", output)
        range.check("batch_size", batchSize, in: 1...65_536)
        range.check("threads", threads, in: 1...1024)
        return range.mistakes
    }

    private enum CodingKeys: String, CodingKey {
        case model
        case shards
        case features
        case output
        case batchSize = "batch_size"
        case threads
        case device
    }
}
