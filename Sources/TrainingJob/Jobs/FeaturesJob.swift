public import Architectures

/// What `pipeline-trainer features` is to do: compute once what a frozen backbone makes of images.
public struct FeaturesJob: JSONFile, Hashable, Sendable {
    /// The folder of the shards that a head will be trained on.
    public var trainingShards: String
    /// The folder of the shards that will choose the head's best epoch.
    public var validationShards: String
    /// The file of weights, which the backbone is taken from.
    public var initialWeights: String
    /// The folder that the features are written to; made where it is missing.
    public var output: String
    /// The kind of network.
    public var architecture: Architecture
    /// The number of classes; class ids are below it.
    public var classCount: Int
    /// Width and height of the images, in pixels.
    public var imageSize: Int
    /// Images per step.
    public var batchSize: Int
    /// The number of threads that compute.
    public var threads: Int
    /// Where to compute.
    public var device: Device

    /// Describes the work.
    public init(
        trainingShards: String, validationShards: String, initialWeights: String, output: String,
        architecture: Architecture, classCount: Int, imageSize: Int, batchSize: Int = 128, threads: Int = 2,
        device: Device = .auto
    ) {
        self.trainingShards = trainingShards
        self.validationShards = validationShards
        self.initialWeights = initialWeights
        self.output = output
        self.architecture = architecture
        self.classCount = classCount
        self.imageSize = imageSize
        self.batchSize = batchSize
        self.threads = threads
        self.device = device
    }

    public var mistakes: [String] {
        var range = RangeCheck()
        range.checkPath("training_shards", trainingShards)
        range.checkPath("validation_shards", validationShards)
        range.checkPath("initial_weights", initialWeights)
        range.checkPath("output", output)
        range.check("class_count", classCount, in: 1...100_000)
        range.check("image_size", imageSize, in: 8...1024)
        if imageSize >= 8 { range.check(imageSize: imageSize, for: architecture) }
        range.check("batch_size", batchSize, in: 1...65_536)
        range.check("threads", threads, in: 1...1024)
        return range.mistakes
    }

    private enum CodingKeys: String, CodingKey {
        case trainingShards = "training_shards"
        case validationShards = "validation_shards"
        case initialWeights = "initial_weights"
        case output
        case architecture
        case classCount = "class_count"
        case imageSize = "image_size"
        case batchSize = "batch_size"
        case threads
        case device
    }
}
