public import Architectures
public import PipelineKit
internal import TrainingJob

/// Trains a convolutional network on shards of images, and keeps the weights of its best epoch.
///
/// Each epoch logs `loss`, `accuracy`, `validation_loss` and `validation_accuracy`, the `learning_rate` at its end,
/// `images_per_second`, and `input_wait`, the part of its time that the network waited for images. The same inputs,
/// seed and number of cpus make the same weights.
///
/// The state after each epoch is kept until the step succeeds. A training that was killed, or failed, goes on after the
/// last epoch that it finished, and ends with the weights that it would have had without the interruption.
///
/// ```swift
/// let train = graph.step(
///     "train", Train(training: training.shards, validation: validation.shards, classes: split.classes, epochs: epochs),
///     resources: Resources(cpus: 2))
/// ```
public struct Train: Step {
    /// The model, and how well it did on the images for validation.
    public struct Output: Codable, Sendable {
        public var model: Model
        /// The share of images for validation that the model classifies rightly.
        public var validationAccuracy: Double
        /// The epoch, from 1, whose weights the model has.
        public var bestEpoch: Int
        /// The number of trained values.
        public var parameters: Int
    }

    @Input var training: Shards
    @Input var validation: [Shards]
    @Input var classes: Int
    @Input var architecture: Architecture
    @Input var imageSize: Int
    @Input var epochs: Int
    @Input var batchSize: Int
    @Input var learningRate: Double
    @Input var seed: Int
    @Input var weights: [WeightsFile]
    @Input var freeze: String
    @Input var backboneRate: Double
    var options: TrainingOptions

    /// Describes a training.
    /// - Parameters:
    ///   - training: The images to learn from.
    ///   - validation: The images that choose the best epoch.
    ///   - classes: The number of classes; ids are below it.
    ///   - architecture: The kind of network.
    ///   - imageSize: The width and height of the images, in pixels.
    ///   - epochs: How often every image is seen.
    ///   - batchSize: The number of images in a step of the training.
    ///   - learningRate: The highest rate of the schedule.
    ///   - seed: Another number draws other first weights and other changes of the images.
    ///   - weights: The file of weights to begin with, or none for random ones. A head for other classes is replaced. The
    ///     published weights of an architecture bring the normalisation of pixels that they were trained with.
    ///   - freeze: How much of those weights is kept: `none`, `backbone`, or `all_but_last_N` with a number of blocks.
    ///   - backboneRate: The learning rate of the backbone, as a fraction of the head's.
    ///   - options: The optimiser, the schedule and all else that is seldom changed.
    public init(
        training: Reference<Shards>, validation: Reference<Shards>, classes: Reference<Int>,
        architecture: Reference<Architecture> = Reference(.smallCNN), imageSize: Reference<Int> = 48,
        epochs: Reference<Int> = 10, batchSize: Reference<Int> = 32, learningRate: Reference<Double> = 0.02,
        seed: Reference<Int> = 1, weights: Reference<[WeightsFile]> = Reference([]),
        freeze: Reference<String> = "none", backboneRate: Reference<Double> = 1,
        options: TrainingOptions = TrainingOptions()
    ) {
        self.init(
            training: training, validations: .all([validation]), classes: classes, architecture: architecture,
            imageSize: imageSize, epochs: epochs, batchSize: batchSize, learningRate: learningRate, seed: seed,
            weights: weights, freeze: freeze, backboneRate: backboneRate, options: options)
    }

    /// Describes a training with one set of images for validation, or none.
    init(
        training: Reference<Shards>, validations: Reference<[Shards]>, classes: Reference<Int>,
        architecture: Reference<Architecture>, imageSize: Reference<Int>, epochs: Reference<Int>,
        batchSize: Reference<Int>, learningRate: Reference<Double>, seed: Reference<Int>,
        weights: Reference<[WeightsFile]>, freeze: Reference<String>, backboneRate: Reference<Double>,
        options: TrainingOptions
    ) {
        _training = training
        _validation = validations
        _classes = classes
        _architecture = architecture
        _imageSize = imageSize
        _epochs = epochs
        _batchSize = batchSize
        _learningRate = learningRate
        _seed = seed
        _weights = weights
        _freeze = freeze
        _backboneRate = backboneRate
        self.options = options
    }

    public var needs: StepNeeds { TrainerProgram.needs }

    public func run(in context: StepContext) async throws -> Output { try Output(of: try await train(in: context)) }

    /// Trains, and returns the model.
    func train(in context: StepContext) async throws -> Model {
        guard weights.count < 2 else {
            throw StepFailure("a training begins with the weights of one file, not of \(weights.count)")
        }
        guard let freeze = Freeze(freeze) else {
            throw StepFailure(
                "freeze is '\(freeze)'; it can be none, backbone, or all_but_last_N such as all_but_last_2")
        }
        let model = try context.output("model", as: Model.self)
        let job = TrainJob(
            trainingShards: training.path, validationShards: validation.first?.path, output: model.path,
            checkpoints: try context.checkpointFolder, architecture: architecture, classCount: classes,
            imageSize: imageSize, initialWeights: weights.first?.path, freeze: freeze, backboneRate: backboneRate,
            epochs: epochs, patience: options.patience, batchSize: batchSize, learningRate: learningRate,
            schedule: options.schedule, optimiser: options.optimiser, labelSmoothing: options.labelSmoothing,
            balance: options.balance, emaDecay: options.emaDecay, precision: options.precision,
            seed: UInt64(bitPattern: Int64(seed)), threads: context.resources.cpus, device: options.device,
            augmentation: options.changes)
        try await TrainerProgram(context: context).run("train", job)
        return model
    }
}

extension Train.Output {
    /// Reads what the trainer tells of a model that it wrote.
    init(of model: Model) throws {
        let result = try TrainResult(file: "\(model.path)/\(TrainResult.fileName)")
        let description = try ModelDescription(file: "\(model.path)/\(ModelDescription.fileName)")
        guard result.epochs.indices.contains(result.bestEpoch - 1),
            let accuracy = result.epochs[result.bestEpoch - 1].validationAccuracy
        else {
            throw StepFailure("there are no images to validate on; split with a part for validation above 0")
        }
        self.init(
            model: model, validationAccuracy: accuracy, bestEpoch: result.bestEpoch,
            parameters: description.parameterCount)
    }
}
