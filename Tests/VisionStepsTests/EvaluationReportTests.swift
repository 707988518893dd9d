import ContentHash
import PipelineKit
import PipelineTesting
import Testing
import TrainingJob

@testable import VisionSteps

@Suite struct `Figures of an evaluation` {
    /// Predictions of one class with certainty, but for a little that falls from class 0 on.
    private func prediction(_ trueClass: Int, as guess: Int, of count: Int) -> Prediction {
        Prediction(
            id: 0, trueClass: trueClass,
            probabilities: (0..<count).map { $0 == guess ? 0.9 : 0.01 / Float($0 + 1) })
    }

    /// Figures of eight images.
    ///
    /// Of class 0: three right, one taken for 4. Of class 1: one right, one taken for 0. Of class 4: two right.
    private var report: EvaluationReport {
        let pairs = [(0, 0), (0, 0), (0, 0), (0, 4), (1, 1), (1, 0), (4, 4), (4, 4)]
        return EvaluationReport(
            pairs.map { prediction($0.0, as: $0.1, of: 5) }, classNames: ["a", "b & c", "<d>", "e", "4"])
    }

    @Test func `The figures are those worked out by hand`() {
        #expect(report.images == 8)
        #expect(report.accuracy == 6.0 / 8)
        #expect(report.meanSquaredError == (16.0 + 1) / 8)
        // Class 1, taken for 0, comes second; class 0, taken for 4, too.
        #expect(report.top3Accuracy == 1)
        #expect(report.classes.map(\.support) == [4, 2, 0, 0, 2])
        let twoThirds = 2.0 / 3
        #expect(report.classes.map(\.precision) == [0.75, 1, 0, 0, twoThirds])
        #expect(report.classes.map(\.recall) == [0.75, 0.5, 0, 0, 1])
        #expect(report.classes.map(\.f1) == [0.75, twoThirds, 0, 0, 0.8])
        let mean = (0.75 + twoThirds + 0.8) / 3
        #expect(report.macroF1 == mean)
        #expect(
            report.confusion == [
                [3, 0, 0, 0, 1], [1, 1, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 2],
            ])
    }

    @Test func `The class must be among the three most probable, the lower id first where equal`() {
        func top3(_ trueClass: Int, _ probabilities: [Float]) -> Double {
            EvaluationReport(
                [Prediction(id: 0, trueClass: trueClass, probabilities: probabilities)],
                classNames: probabilities.map { "\($0)" }
            ).top3Accuracy
        }
        #expect(top3(2, [0.4, 0.3, 0.2, 0.1]) == 1)
        #expect(top3(3, [0.4, 0.3, 0.2, 0.1]) == 0)
        #expect(top3(2, [0.25, 0.25, 0.25, 0.25]) == 1)
        #expect(top3(3, [0.25, 0.25, 0.25, 0.25]) == 0)
    }

    @Test func `The report has the words of its users`() throws {
        let json = try JSON(encoding: report)
        #expect(
            json.object?.keys.sorted() == [
                "accuracy", "accuracy_interval", "balanced_accuracy", "calibration", "classes", "confident_mistakes",
                "confused_pairs", "confusion", "highest_losses", "images", "macro_f1", "mean_loss",
                "mean_squared_error", "top3_accuracy", "top_k_accuracy",
            ])
        #expect(
            json["classes"]?.array?[1].text
                == #"{"f1":0.6666666666666666,"id":1,"name":"b & c","precision":1.0,"recall":0.5,"support":2}"#)
        #expect(
            json["accuracy_interval"]?.text == #"{"level":0.95,"lower":0.5,"resamples":1000,"upper":1.0}"#)
        #expect(
            json["confused_pairs"]?.array?.first?.text == #"{"images":1,"predicted":4,"share":0.25,"true":0}"#)
        #expect(
            json["confident_mistakes"]?.array?.first?.object?.keys.sorted() == [
                "confidence", "id", "index", "loss", "predicted", "true", "true_probability",
            ])
    }

    @Test func `The drawing is as recorded`() throws {
        try expectGolden(ConfusionMatrixDrawing(report).svg, "confusion_matrix.svg")
    }

    @Test func `A model is registered with what it was judged by`() async throws {
        let folder = try TemporaryFolder()
        let trial = StepTrial(in: folder)
        let evaluation = Evaluation(
            images: 4, accuracy: 0.5, accuracyLower: 0, accuracyUpper: 1, balancedAccuracy: 0.625,
            meanSquaredError: 3, top3Accuracy: 0.75, macroF1: 0.25, expectedCalibrationError: 0.125,
            championAccuracy: nil, mcnemarP: nil, isBetter: true, report: Report(path: "/e/report"),
            confusionMatrix: File(path: "/e/matrix.svg"))
        let output = try await trial.run(
            RegisterModel(model: Reference(Model(path: "/m")), evaluation: Reference(evaluation), group: "signs"))
        let metrics = [
            "accuracy": 0.5, "accuracy_lower": 0, "accuracy_upper": 1, "balanced_accuracy": 0.625,
            "mean_squared_error": 3, "top3_accuracy": 0.75, "macro_f1": 0.25, "expected_calibration_error": 0.125,
        ]
        #expect(output.group == "signs")
        #expect(output.metrics == metrics)
        #expect(
            trial.events == [
                .registration(
                    ModelRegistration(group: "signs", model: "/m", evaluation: "/e/report", metrics: metrics))
            ])
        var standing = evaluation
        standing.standing = "signs@champion"
        for (alias, isThere) in [("champion", true), ("", true), ("challenger", false)] {
            let again = StepTrial(in: folder)
            _ = try await again.run(
                RegisterModel(
                    model: Reference(Model(path: "/m")), evaluation: Reference(standing), group: "signs",
                    promoteTo: Reference(alias)))
            #expect((again.events == [.message("the model is signs@champion already")]) == isThere)
        }
        let promoting = StepTrial(in: folder)
        _ = try await promoting.run(
            RegisterModel(
                model: Reference(Model(path: "/m")), evaluation: Reference(evaluation), group: "signs",
                promoteTo: "champion"))
        guard case .registration(let model)? = promoting.events.first else {
            Issue.record("nothing was registered")
            return
        }
        #expect(model.alias == "champion")
    }
}
