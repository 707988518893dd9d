internal import Architectures
internal import FileSystem
public import PipelineKit

/// Chooses the candidate with the best mean accuracy over the folds.
///
/// ```swift
/// let choice = graph.step("choose", ChooseCandidate(candidates: list.candidates, accuracies: accuracies))
/// graph.step("train", Train(…, learningRate: choice.best.learningRate))
/// ```
public struct ChooseCandidate: Step {
    /// The choice.
    public struct Output: Codable, Sendable {
        /// The candidate with the highest mean; of equal ones the first.
        public var best: Candidate
        /// Its mean accuracy over the folds.
        public var accuracy: Double
        /// All candidates with their accuracies, the best first, as comma-separated text.
        public var table: File
    }

    @Input var candidates: [Candidate]
    @Input var accuracies: [[Double]]

    /// Describes a choice.
    /// - Parameters:
    ///   - candidates: What was tried.
    ///   - accuracies: For each candidate the accuracy on the validation of each fold.
    public init(candidates: Reference<[Candidate]>, accuracies: Reference<[[Double]]>) {
        _candidates = candidates
        _accuracies = accuracies
    }

    public func run(in context: StepContext) async throws -> Output {
        guard candidates.count == accuracies.count, accuracies.allSatisfy({ !$0.isEmpty }) else {
            throw StepFailure(
                "there are \(candidates.count) candidates and accuracies of \(accuracies.filter { !$0.isEmpty }.count); "
                    + "each candidate needs one for each fold")
        }
        let tried = zip(candidates, accuracies).enumerated().map { place, entry in
            (place: place, candidate: entry.0, folds: entry.1, mean: entry.1.reduce(0, +) / Double(entry.1.count))
        }
        for entry in tried { context.log(metric: "mean_validation_accuracy", entry.mean, step: entry.place + 1) }
        let sorted = tried.sorted { ($1.mean, $0.place) < ($0.mean, $1.place) }
        guard let best = sorted.first else { throw StepFailure("there are no candidates to choose from") }
        let table = try context.output("candidates.csv", as: File.self)
        let header =
            "architecture,learning_rate,augmentation,mean_accuracy"
            + best.folds.indices.map { ",fold_\($0 + 1)" }.joined()
        let lines = sorted.map { entry in
            let candidate = entry.candidate
            return
                "\(candidate.architecture.rawValue),\(candidate.learningRate),\(candidate.augmentation),\(entry.mean)"
                + entry.folds.map { ",\($0)" }.joined()
        }
        try Files.write(([header] + lines).map { $0 + "\n" }.joined(), to: table.path)
        context.log(metric: "best_validation_accuracy", best.mean)
        context.message("the best of \(tried.count): \(best.candidate)")
        return Output(best: best.candidate, accuracy: best.mean, table: table)
    }
}
