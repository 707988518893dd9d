/// What `pipeline-trainer train-head` is to do: train a head on features, and join it with the backbone that made them.
public struct HeadJob: JSONFile, Hashable, Sendable {
    /// The folder that `pipeline-trainer features` wrote.
    public var features: String
    /// The folder that the model is written to; made where it is missing.
    public var output: String
    /// How often every image's features are seen.
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
    /// The seed of everything random: the same seed, features and threads make the same bytes.
    public var seed: UInt64
    /// The number of threads that compute.
    public var threads: Int
    /// Where to compute.
    public var device: Device

    /// Describes the work.
    public init(
        features: String, output: String, epochs: Int = 20, batchSize: Int = 128, learningRate: Double = 0.1,
        momentum: Double = 0.9, weightDecay: Double = 5e-4, labelSmoothing: Double = 0.1, seed: UInt64 = 1,
        threads: Int = 2, device: Device = .auto
    ) {
        self.features = features
        self.output = output
        self.epochs = epochs
        self.batchSize = batchSize
        self.learningRate = learningRate
        self.momentum = momentum
        self.weightDecay = weightDecay
        self.labelSmoothing = labelSmoothing
        self.seed = seed
        self.threads = threads
        self.device = device
    }

    public var mistakes: [String] {
        var range = RangeCheck()
        range.checkPath("features", features)
        range.checkPath("output", output)
        range.check("epochs", epochs, in: 1...100_000)
        range.check("batch_size", batchSize, in: 2...65_536)
        range.check("learning_rate", learningRate, in: 1e-9...100)
        range.check("momentum", momentum, in: 0...0.9999)
        range.check("weight_decay", weightDecay, in: 0...1)
        range.check("label_smoothing", labelSmoothing, in: 0...0.9)
        range.check("threads", threads, in: 1...1024)
        return range.mistakes
    }

    private enum CodingKeys: String, CodingKey {
        case features
        case output
        case epochs
        case batchSize = "batch_size"
        case learningRate = "learning_rate"
        case momentum
        case weightDecay = "weight_decay"
        case labelSmoothing = "label_smoothing"
        case seed
        case threads
        case device
    }
}
