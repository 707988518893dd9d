public import Architectures

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
    /// The folder that each epoch's state is kept in, to go on from when the job is done again; `nil` for none.
    public var checkpoints: String?
    /// The kind of network; `small_cnn` where a job tells none.
    public var architecture: Architecture
    /// The number of classes; class ids are below it.
    public var classCount: Int
    /// Width and height of the images, in pixels.
    public var imageSize: Int
    /// The file of weights to begin with, `.pth` or `.safetensors`; random ones without it.
    public var initialWeights: String?
    /// How much of the initial weights is kept.
    public var freeze: Freeze
    /// The backbone's learning rate, as a fraction of the head's.
    public var backboneRate: Double
    /// How often every image is seen.
    public var epochs: Int
    /// The epochs without a better validation after which the training stops; 0 to do all of them.
    public var patience: Int
    /// Images per step.
    public var batchSize: Int
    /// The highest learning rate of the schedule.
    public var learningRate: Double
    /// How the learning rate changes.
    public var schedule: Schedule
    /// How gradients change the weights.
    public var optimiser: Optimiser
    /// The share of probability that is spread over all classes.
    public var labelSmoothing: Double
    /// What is done about rare classes.
    public var balance: ClassBalance
    /// The share that an exponential moving average of all weights keeps at each step; 0 for no average.
    ///
    /// The average is what is validated, and kept as the model. The share rises to this value over the first steps, so
    /// that the average forgets the random weights.
    public var emaDecay: Double
    /// The numbers to compute with.
    public var precision: Precision
    /// The seed of everything random: the same seed, images and threads make the same bytes.
    public var seed: UInt64
    /// The number of threads that compute.
    public var threads: Int
    /// Where to compute.
    public var device: Device
    /// How training images are changed at random.
    public var augmentation: Augmentation

    public init(
        trainingShards: String, validationShards: String? = nil, output: String, checkpoints: String? = nil,
        architecture: Architecture = .smallCNN, classCount: Int, imageSize: Int = 48, initialWeights: String? = nil,
        freeze: Freeze = .none, backboneRate: Double = 1, epochs: Int = 9, patience: Int = 0, batchSize: Int = 128,
        learningRate: Double = 0.1, schedule: Schedule = Schedule(), optimiser: Optimiser = Optimiser(),
        labelSmoothing: Double = 0.1, balance: ClassBalance = .none, emaDecay: Double = 0,
        precision: Precision = .float32, seed: UInt64 = 1, threads: Int = 2,
        device: Device = .auto, augmentation: Augmentation = Augmentation()
    ) {
        self.trainingShards = trainingShards
        self.validationShards = validationShards
        self.output = output
        self.checkpoints = checkpoints
        self.architecture = architecture
        self.classCount = classCount
        self.imageSize = imageSize
        self.initialWeights = initialWeights
        self.freeze = freeze
        self.backboneRate = backboneRate
        self.epochs = epochs
        self.patience = patience
        self.batchSize = batchSize
        self.learningRate = learningRate
        self.schedule = schedule
        self.optimiser = optimiser
        self.labelSmoothing = labelSmoothing
        self.balance = balance
        self.emaDecay = emaDecay
        self.precision = precision
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
        if let checkpoints { range.checkPath("checkpoints", checkpoints) }
        range.check("class_count", classCount, in: 1...100_000)
        range.check("image_size", imageSize, in: 8...1024)
        if imageSize >= 8 { range.check(imageSize: imageSize, for: architecture) }
        if let initialWeights { range.checkPath("initial_weights", initialWeights) }
        range.check("backbone_rate", backboneRate, in: 0...100)
        range.check("epochs", epochs, in: 1...100_000)
        range.check("patience", patience, in: 0...100_000)
        range.check("batch_size", batchSize, in: 2...65_536)
        range.check("learning_rate", learningRate, in: 1e-9...100)
        range.check("label_smoothing", labelSmoothing, in: 0...0.9)
        range.check("ema_decay", emaDecay, in: 0...0.999_999)
        range.check("threads", threads, in: 1...1024)
        // What is random would stay random.
        let isFrozenAtRandom = initialWeights == nil && freeze != .none
        let frozen = isFrozenAtRandom ? ["“freeze” is \(freeze.text) without “initial_weights” to keep"] : []
        return range.mistakes + frozen + schedule.mistakes + optimiser.mistakes
            + augmentation.mistakes(classCount: classCount)
    }

    private enum CodingKeys: String, CodingKey {
        case trainingShards = "training_shards"
        case validationShards = "validation_shards"
        case output
        case checkpoints
        case architecture
        case classCount = "class_count"
        case imageSize = "image_size"
        case initialWeights = "initial_weights"
        case freeze
        case backboneRate = "backbone_rate"
        case epochs
        case patience
        case batchSize = "batch_size"
        case learningRate = "learning_rate"
        case schedule
        case optimiser
        case labelSmoothing = "label_smoothing"
        case balance
        case emaDecay = "ema_decay"
        case precision
        case seed
        case threads
        case device
        case augmentation
    }
}

extension TrainJob {
    /// Reads a job; what says how to train may be missing, and is then what it is in `init`.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            trainingShards: try fields.decode(String.self, forKey: .trainingShards),
            validationShards: try fields.decodeIfPresent(String.self, forKey: .validationShards),
            output: try fields.decode(String.self, forKey: .output),
            checkpoints: try fields.decodeIfPresent(String.self, forKey: .checkpoints),
            classCount: try fields.decode(Int.self, forKey: .classCount))
        try fields.read(&architecture, .architecture)
        try fields.read(&imageSize, .imageSize)
        initialWeights = try fields.decodeIfPresent(String.self, forKey: .initialWeights)
        try fields.read(&freeze, .freeze)
        try fields.read(&backboneRate, .backboneRate)
        try fields.read(&epochs, .epochs)
        try fields.read(&patience, .patience)
        try fields.read(&batchSize, .batchSize)
        try fields.read(&learningRate, .learningRate)
        try fields.read(&schedule, .schedule)
        try fields.read(&optimiser, .optimiser)
        try fields.read(&labelSmoothing, .labelSmoothing)
        try fields.read(&balance, .balance)
        try fields.read(&emaDecay, .emaDecay)
        try fields.read(&precision, .precision)
        try fields.read(&seed, .seed)
        try fields.read(&threads, .threads)
        try fields.read(&device, .device)
        try fields.read(&augmentation, .augmentation)
    }
}
