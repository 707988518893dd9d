public import PipelineKit
internal import TrainingJob

/// Computes once what the backbone of features makes of images to test on, so that heads can be judged in seconds.
///
/// ```swift
/// let features = graph.step("features", ExtractFeatures(…))
/// let tested = graph.step(
///     "test_features", ExtractTestFeatures(shards: test.shards, features: features.features),
///     resources: Resources(cpus: 2))
/// let train = graph.step("train", TrainHead(features: features.features))
/// let evaluation = graph.step(
///     "evaluate", Evaluate(model: train.model, shards: test.shards, features: tested.features))
/// ```
public struct ExtractTestFeatures: Step {
    /// The features.
    public struct Output: Codable, Sendable {
        public var features: TestFeatures
    }

    @Input var shards: Shards
    @Input var features: ImageFeatures

    /// Describes an extraction.
    /// - Parameters:
    ///   - shards: The images to test on.
    ///   - features: The features that heads learn from, with the backbone that made them.
    public init(shards: Reference<Shards>, features: Reference<ImageFeatures>) {
        _shards = shards
        _features = features
    }

    public var needs: StepNeeds { TrainerProgram.needs }

    public func run(in context: StepContext) async throws -> Output {
        let tested = try context.output("features", as: TestFeatures.self)
        try await TrainerProgram(context: context).run(
            "test-features",
            TestFeaturesJob(
                shards: shards.path, features: features.path, output: tested.path, threads: context.resources.cpus))
        return Output(features: tested)
    }
}
