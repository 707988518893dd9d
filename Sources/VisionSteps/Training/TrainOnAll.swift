public import Architectures
public import PipelineKit
internal import TrainingJob

/// Trains a convolutional network on all images that there are, when it is known how.
///
/// Nothing is left to validate on, so the weights are those of the last epoch; all else is as in ``Train``, which finds out how
/// many epochs, and at which rate.
///
/// ```swift
/// let model = graph.step(
///     "train", TrainOnAll(training: all.shards, classes: split.classes, learningRate: choice.best.learningRate),
///     resources: Resources(cpus: 2)
/// ).model
/// ```
public struct TrainOnAll: Step {
    /// The model.
    public struct Output: Codable, Sendable {
        public var model: Model
        /// The number of trained values.
        public var parameters: Int
    }

    var training: Train

    /// Describes a training.
    /// - Parameters:
    ///   - training: The images to learn from.
    ///   - classes: The number of classes; ids are below it.
    ///   - architecture: The kind of network.
    ///   - imageSize: The width and height of the images, in pixels.
    ///   - epochs: How often every image is seen.
    ///   - batchSize: The number of images in a step of the training.
    ///   - learningRate: The highest rate of the schedule.
    ///   - seed: Another number draws other first weights and other changes of the images.
    ///   - weights: The file of weights to begin with, or none for random ones.
    ///   - freeze: How much of those weights is kept: `none`, `backbone`, or `all_but_last_N` with a number of blocks.
    ///   - backboneRate: The learning rate of the backbone, as a fraction of the head's.
    ///   - options: The optimiser, the schedule and all else that is seldom changed; no patience ends this training.
    public init(
        training: Reference<Shards>, classes: Reference<Int>,
        architecture: Reference<Architecture> = Reference(.smallCNN), imageSize: Reference<Int> = 48,
        epochs: Reference<Int> = 10, batchSize: Reference<Int> = 32, learningRate: Reference<Double> = 0.02,
        seed: Reference<Int> = 1, weights: Reference<[WeightsFile]> = Reference([]),
        freeze: Reference<String> = "none", backboneRate: Reference<Double> = 1,
        options: TrainingOptions = TrainingOptions()
    ) {
        self.training = Train(
            training: training, validations: Reference([]), classes: classes, architecture: architecture,
            imageSize: imageSize, epochs: epochs, batchSize: batchSize, learningRate: learningRate, seed: seed,
            weights: weights, freeze: freeze, backboneRate: backboneRate, options: options)
    }

    public var needs: StepNeeds { training.needs }

    public func run(in context: StepContext) async throws -> Output {
        let model = try await training.train(in: context)
        let description = try ModelDescription(file: "\(model.path)/\(ModelDescription.fileName)")
        return Output(model: model, parameters: description.parameterCount)
    }
}
