public import PipelineKit
internal import TrainingJob

/// Trains the head of a network on features, and joins it with the backbone that made them to a whole model.
///
/// Takes seconds where ``Train`` takes minutes: the backbone computed the features once, in ``ExtractFeatures``. Each epoch
/// logs `loss`, `accuracy`, `validation_loss` and `validation_accuracy`. The same features, seed and number of cpus make the
/// same weights.
///
/// ```swift
/// let train = graph.step("train", TrainHead(features: features.features, learningRate: rate))
/// let evaluation = graph.step("evaluate", Evaluate(model: train.model, shards: test.shards))
/// ```
public struct TrainHead: Step {
    public typealias Output = Train.Output

    @Input var features: ImageFeatures
    @Input var epochs: Int
    @Input var batchSize: Int
    @Input var learningRate: Double
    @Input var weightDecay: Double
    @Input var labelSmoothing: Double
    @Input var seed: Int

    /// Describes a training.
    /// - Parameters:
    ///   - features: What the backbone made of the images.
    ///   - epochs: How often every image's features are seen.
    ///   - batchSize: The number of images in a step of the training.
    ///   - learningRate: The highest rate of the one-cycle schedule.
    ///   - weightDecay: The pull of weights towards zero.
    ///   - labelSmoothing: The share of probability that is spread over all classes.
    ///   - seed: Another number draws another first head and another order of the images.
    public init(
        features: Reference<ImageFeatures>, epochs: Reference<Int> = 20, batchSize: Reference<Int> = 128,
        learningRate: Reference<Double> = 0.1, weightDecay: Reference<Double> = 0.0005,
        labelSmoothing: Reference<Double> = 0.1, seed: Reference<Int> = 1
    ) {
        _features = features
        _epochs = epochs
        _batchSize = batchSize
        _learningRate = learningRate
        _weightDecay = weightDecay
        _labelSmoothing = labelSmoothing
        _seed = seed
    }

    public var needs: StepNeeds { TrainerProgram.needs }

    public func run(in context: StepContext) async throws -> Output {
        let model = try context.output("model", as: Model.self)
        try await TrainerProgram(context: context).run(
            "train-head",
            HeadJob(
                features: features.path, output: model.path, epochs: epochs, batchSize: batchSize,
                learningRate: learningRate, weightDecay: weightDecay, labelSmoothing: labelSmoothing,
                seed: UInt64(bitPattern: Int64(seed)), threads: context.resources.cpus))
        return try Output(of: model)
    }
}
