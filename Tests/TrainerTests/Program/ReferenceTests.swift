import Architectures
import Foundation
import Testing
import TrainingJob

/// The networks beside those of PyTorch: `Golden/predictions.py` says how the expected scores were made.
@Suite(.enabled(if: TrainerProgram.path != nil, "pipeline-trainer was not built"))
struct ReferenceTests {
    @Test(arguments: Architecture.allCases)
    func `A network computes what PyTorch's computes of the same weights`(architecture: Architecture) throws {
        let model = try ReferenceModel(architecture, in: TemporaryFolder())
        let predictions = try model.predictions(of: model.images)
        #expect(predictions.count == model.expected.scores.count)
        for (prediction, row) in zip(predictions, model.expected.scores) {
            let scores = prediction.probabilities.map { log(Double($0)) }
            let difference = zip(scores, row).map { abs($0 - $1) }.max() ?? .infinity
            #expect(difference < 1e-4, "\(scores) instead of \(row)")
        }
    }
}
