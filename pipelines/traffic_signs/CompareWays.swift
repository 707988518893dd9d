import PipelineKit

/// Tells which of two ways to train did better on the validation of the same folds.
struct CompareWays: Step {
    struct Output: Codable, Sendable {
        /// Whether the network that began with trained weights did better than the one that began at random.
        var isFineTunedBetter: Bool
        /// The mean accuracy over the folds from scratch.
        var scratchAccuracy: Double
        /// The mean accuracy over the folds of the fine-tuned network.
        var fineTunedAccuracy: Double
    }

    @Input var scratch: [Double]
    @Input var fineTuned: [Double]

    func run(in context: StepContext) async throws -> Output {
        guard !scratch.isEmpty, scratch.count == fineTuned.count else {
            throw StepFailure("there are \(scratch.count) folds from scratch and \(fineTuned.count) fine-tuned")
        }
        let means = [scratch, fineTuned].map { $0.reduce(0, +) / Double($0.count) }
        context.log(metric: "scratch_validation_accuracy", means[0])
        context.log(metric: "fine_tuned_validation_accuracy", means[1])
        // The smaller network wins where both are as good.
        return Output(isFineTunedBetter: means[1] > means[0], scratchAccuracy: means[0], fineTunedAccuracy: means[1])
    }
}
