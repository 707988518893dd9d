public import Architectures
public import PipelineKit
internal import TrainingJob

/// Computes once what a frozen backbone makes of images, so that heads can be trained on it in seconds.
///
/// The features depend on the images and the weights alone. Any number of ``TrainHead`` steps, in this run or later ones, pay
/// for them once. The images are seen as they are: features of images that are changed at random would differ in every epoch.
///
/// ```swift
/// let features = graph.step(
///     "features",
///     ExtractFeatures(
///         training: training, validation: validation, classes: split.classes, weights: weights,
///         architecture: Reference(.efficientNetLite0), imageSize: 64),
///     resources: Resources(cpus: 2))
/// let train = graph.step("train", TrainHead(features: features.features))
/// ```
public struct ExtractFeatures: Step {
    /// The features.
    public struct Output: Codable, Sendable {
        public var features: ImageFeatures
    }

    @Input var training: Shards
    @Input var validation: Shards
    @Input var classes: Int
    @Input var weights: WeightsFile
    @Input var architecture: Architecture
    @Input var imageSize: Int

    /// Describes an extraction.
    /// - Parameters:
    ///   - training: The images that heads will learn from.
    ///   - validation: The images that will choose the best epoch of a head.
    ///   - classes: The number of classes; ids are below it.
    ///   - weights: The weights of the backbone. A head that they bring is not used where its classes are others.
    ///   - architecture: The kind of network that the weights are of.
    ///   - imageSize: The width and height of the images, in pixels.
    public init(
        training: Reference<Shards>, validation: Reference<Shards>, classes: Reference<Int>,
        weights: Reference<WeightsFile>, architecture: Reference<Architecture>, imageSize: Reference<Int>
    ) {
        _training = training
        _validation = validation
        _classes = classes
        _weights = weights
        _architecture = architecture
        _imageSize = imageSize
    }

    public var needs: StepNeeds { TrainerProgram.needs }

    public func run(in context: StepContext) async throws -> Output {
        let features = try context.output("features", as: ImageFeatures.self)
        try await TrainerProgram(context: context).run(
            "features",
            FeaturesJob(
                trainingShards: training.path, validationShards: validation.path, initialWeights: weights.path,
                output: features.path, architecture: architecture, classCount: classes, imageSize: imageSize,
                threads: context.resources.cpus))
        return Output(features: features)
    }
}
