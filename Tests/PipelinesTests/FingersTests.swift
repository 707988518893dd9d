import ContentHash
import Foundation
import PipelineKit
import PipelineTesting
import Testing

@testable import Pipelines
@testable import VisionSteps

@Suite struct `Fingers pipeline` {
    @Test func `The graph is as recorded`() throws {
        try expectGolden(Fingers().graph().outline, "fingers.txt")
    }

    @Test func `Every parameter says what it means`() throws {
        #expect(try Fingers().graph().parameters.allSatisfy { $0.help.hasSuffix(".") })
    }

    /// Scores a confusion of the classes.
    private func score(_ confusion: [[Int]], _ classNames: [String]) async throws -> (ScoreFingers.Output, [StepEvent])
    {
        let folder = try TemporaryFolder()
        try folder.write("{\"confusion\":\(confusion)}", to: "report/report.json")
        let evaluation = Evaluation(
            images: 0, accuracy: 0, accuracyLower: 0, accuracyUpper: 0, balancedAccuracy: 0, meanSquaredError: 0,
            top3Accuracy: 0, macroF1: 0, expectedCalibrationError: 0, isBetter: true,
            report: Report(path: "\(folder.path)/report"), confusionMatrix: File(path: "\(folder.path)/none.svg"))
        let trial = StepTrial(in: folder)
        let output = try await trial.run(
            ScoreFingers(evaluation: Reference(evaluation), classNames: Reference(classNames)))
        return (output, trial.events)
    }

    @Test func `Count and hand are scored apart`() async throws {
        // Of ten images six are right in both; two have the wrong hand, one the wrong count, one both.
        let (output, events) = try await score(
            [[2, 1, 1, 0], [1, 2, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]], ["0L", "0R", "1L", "1R"])
        #expect(output.countAccuracy == 0.8)
        #expect(output.handAccuracy == 0.7)
        #expect(
            events == [
                .metric(name: "count_accuracy", value: 0.8, step: nil),
                .metric(name: "hand_accuracy", value: 0.7, step: nil),
            ])
    }

    @Test func `What is no count and hand is refused`() async throws {
        let names = await #expect(throws: StepFailure.self) { try await score([[1]], ["stop"]) }
        #expect(names?.description == "the class 'stop' is no number of fingers and a hand, such as 3L")
        let matrix = await #expect(throws: StepFailure.self) { try await score([[1]], ["0L", "0R"]) }
        #expect(matrix?.description == "the evaluation is of 1 classes, and there are names of 2")
    }
}
