import ContentHash
import FoundationEssentials
import PipelineKit
import VisionSteps

/// Tells from an evaluation of the classes `0L` to `5R` how often the count alone is right, and how often the hand alone.
struct ScoreFingers: Step {
    struct Output: Codable, Sendable {
        /// The share of images with the right number of fingers.
        var countAccuracy: Double
        /// The share of images with the right hand.
        var handAccuracy: Double
    }

    @Input var evaluation: Evaluation
    @Input var classNames: [String]

    func run(in context: StepContext) async throws -> Output {
        let labels = try classNames.map { name in
            guard name.count == 2, let hand = name.last, "LR".contains(hand), let count = name.first?.wholeNumberValue
            else { throw StepFailure("the class '\(name)' is no number of fingers and a hand, such as 3L") }
            return (count: count, hand: hand)
        }
        let figures = try JSON(parsing: try String(contentsOfFile: evaluation.report.figures, encoding: .utf8))
        let rows = figures["confusion"]?.array?.map { $0.array?.compactMap(\.number) ?? [] } ?? []
        guard rows.count == labels.count, rows.allSatisfy({ $0.count == labels.count }) else {
            throw StepFailure("the evaluation is of \(rows.count) classes, and there are names of \(labels.count)")
        }
        var all = 0.0
        var counts = 0.0
        var hands = 0.0
        for (truth, row) in zip(labels, rows) {
            for (guess, images) in zip(labels, row) {
                all += images
                if truth.count == guess.count { counts += images }
                if truth.hand == guess.hand { hands += images }
            }
        }
        let output = Output(countAccuracy: counts / all, handAccuracy: hands / all)
        context.log(metric: "count_accuracy", output.countAccuracy)
        context.log(metric: "hand_accuracy", output.handAccuracy)
        return output
    }
}
