/// What `pipeline-trainer train` is to do.
///
/// A shard folder holds RecordIO files (`*.rec`) of losslessly encoded images, all `imageSize` pixels wide and high.
public struct TrainJob: JSONFile, Hashable, Sendable {
    /// The folder of the shards to train on.
    public var trainingShards: String
    /// The folder of the shards that choose the best epoch; without it, or without images in it, the last epoch counts.
    public var validationShards: String?
    /// The folder that the model is written to; made where it is missing.
    public var output: String
    /// The number of classes; class ids are below it.
    public var classCount: Int
    /// Width and height of the images, in pixels.
    public var imageSize: Int
    /// How often every image is seen.
    public var epochs: Int
    /// Images per step.
    public var batchSize: Int
    /// The highest learning rate of the one-cycle schedule.
    public var learningRate: Double
    /// The momentum (Nesterov's) of gradient descent.
    public var momentum: Double
    /// The pull of weights towards zero.
    public var weightDecay: Double
    /// The share of probability that is spread over all classes.
    public var labelSmoothing: Double
    /// The seed of everything random: the same seed, images and threads make the same bytes.
    public var seed: UInt64
    /// The number of threads that compute.
    public var threads: Int
    /// Where to compute.
    public var device: Device
    /// How training images are changed at random.
    public var augmentation: Augmentation

    public init(
        trainingShards: String, validationShards: String? = nil, output: String, classCount: Int, imageSize: Int = 48,
        epochs: Int = 9, batchSize: Int = 128, learningRate: Double = 0.1, momentum: Double = 0.9,
        weightDecay: Double = 5e-4, labelSmoothing: Double = 0.1, seed: UInt64 = 1, threads: Int = 2,
        device: Device = .auto, augmentation: Augmentation = Augmentation()
    ) {
        self.trainingShards = trainingShards
        self.validationShards = validationShards
        self.output = output
        self.classCount = classCount
        self.imageSize = imageSize
        self.epochs = epochs
        self.batchSize = batchSize
        self.learningRate = learningRate
        self.momentum = momentum
        self.weightDecay = weightDecay
        self.labelSmoothing = labelSmoothing
        self.seed = seed
        self.threads = threads
        self.device = device
        self.augmentation = augmentation
    }

    public var mistakes: [String] {
        var range = RangeCheck()
        range.checkPath("training_shards", trainingShards)
        if let validationShards { range.checkPath("validation_shards", validationShards) }
        range.checkPath("output", output)
        range.check("class_count", classCount, in: 1...100_000)
        range.check("image_size", imageSize, in: 8...1024)
        range.check("epochs", epochs, in: 1...100_000)
        range.check("batch_size", batchSize, in: 2...65_536)
        range.check("learning_rate", learningRate, in: 1e-9...100)
        range.check("momentum", momentum, in: 0...0.9999)
        range.check("weight_decay", weightDecay, in: 0...1)
        range.check("label_smoothing", labelSmoothing, in: 0...0.9)
        range.check("threads", threads, in: 1...1024)
        return range.mistakes + augmentation.mistakes
    }

    private enum CodingKeys: String, CodingKey {
        case trainingShards = "training_shards"
        case validationShards = "validation_shards"
        case output
        case classCount = "class_count"
        case imageSize = "image_size"
        case epochs
        case batchSize = "batch_size"
        case learningRate = "learning_rate"
        case momentum
        case weightDecay = "weight_decay"
        case labelSmoothing = "label_smoothing"
        case seed
        case threads
        case device
        case augmentation
    }
}
