import Testing
import TrainingJob

@testable import VisionSteps

/// Figures beside those of scikit-learn, statsmodels and NumPy for the same predictions.
@Suite struct `Figures beside those of other programs` {
    private let report = EvaluationReport(
        MadePredictions.all, classNames: (0..<MadePredictions.classes).map { "c\($0)" })

    private func isClose(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 1e-9 }

    @Test func `Accuracies and errors are those of scikit-learn`() {
        #expect(isClose(report.accuracy, 0.7416666666666667))
        #expect(isClose(report.balancedAccuracy, 0.75))
        #expect(isClose(report.meanSquaredError, 1.85))
        #expect(isClose(report.macroF1, 0.7330064530064531))
        // By NumPy's stable sort: of equal probabilities scikit-learn would take the class with the higher id first.
        #expect(report.topAccuracies.map(\.k) == [1, 2, 3, 5])
        for (top, expected) in zip(
            report.topAccuracies, [0.7416666666666667, 0.7833333333333333, 0.8666666666666667, 0.9666666666666667])
        {
            #expect(isClose(top.accuracy, expected), "top \(top.k)")
        }
        #expect(isClose(report.top3Accuracy, 0.8666666666666667))
        #expect(isClose(report.meanLoss, 1.304500946917956))
        #expect(report.mistakes == 31)
    }

    @Test func `Scores of classes and the confusion matrix are those of scikit-learn`() {
        let expected: [(support: Int, precision: Double, recall: Double, f1: Double)] = [
            (40, 0.8947368421052632, 0.85, 0.8717948717948718), (30, 0.84, 0.7, 0.7636363636363637),
            (20, 0.75, 0.6, 0.6666666666666666), (10, 0.5555555555555556, 1, 0.7142857142857143), (0, 0, 0, 0),
            (20, 0.7058823529411765, 0.6, 0.6486486486486487),
        ]
        for (score, expected) in zip(report.classes, expected) {
            #expect(score.support == expected.support)
            #expect(isClose(score.precision, expected.precision), "precision of \(score.name)")
            #expect(isClose(score.recall, expected.recall), "recall of \(score.name)")
            #expect(isClose(score.f1, expected.f1), "F1 of \(score.name)")
        }
        #expect(
            report.confusion == [
                [34, 1, 2, 1, 0, 2], [1, 21, 0, 5, 2, 1], [3, 1, 12, 0, 2, 2], [0, 0, 0, 10, 0, 0],
                [0, 0, 0, 0, 0, 0], [0, 2, 2, 2, 2, 12],
            ])
    }

    @Test func `The calibration error is that worked out with NumPy`() {
        #expect(isClose(report.calibration.error, 0.3047798544168472))
        #expect(report.calibration.bins.map(\.images) == [0, 0, 2, 3, 16, 36, 17, 30, 1, 9, 3, 0, 3, 0, 0])
        #expect(report.calibration.bins.map(\.lower).first == 0)
        #expect(report.calibration.bins.map(\.upper).last == 1)
    }

    @Test func `A bin has its upper bound and not its lower one`() {
        let bins = Calibration([(1, true), (1.0 / 15, false), (0, false), (0.5, true)]).bins
        #expect(bins.map(\.images) == [2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1])
        #expect(bins[14].confidence == 1 && bins[14].accuracy == 1)
    }

    @Test(arguments: [
        (89, 120, 0.6583333333333333, 0.8166666666666667), (249, 258, 0.9418604651162791, 0.9844961240310077),
        (1, 1, 1, 1), (0, 7, 0, 0),
    ])
    func `The interval has the percentiles that NumPy finds in the same samples`(
        _ right: Int, _ count: Int, _ lower: Double, _ upper: Double
    ) {
        let interval = AccuracyInterval(right: right, of: count)
        #expect(isClose(interval.lower, lower))
        #expect(isClose(interval.upper, upper))
        #expect(interval.level == 0.95 && interval.resamples == 1000)
        #expect(interval == AccuracyInterval(right: right, of: count))
    }

    @Test(arguments: [
        (0, 0, 1), (1, 0, 1), (3, 3, 1), (12, 5, 0.143463134765625), (5, 12, 0.143463134765625),
        (30, 10, 0.0022214337732293643), (600, 400, 2.728464156065947e-10),
    ])
    func `Up to a thousand images, McNemar's test is exact`(_ first: Int, _ second: Int, _ expected: Double) {
        let probability = PairedComparison.probability(first, second)
        #expect(abs(probability - expected) < 1e-9 * max(expected, 1e-3))
    }

    @Test func `Beyond a thousand images, McNemar's test is that of chi-squared`() {
        #expect(abs(PairedComparison.probability(700, 500) - 9.21193790528664e-09) < 1e-17)
    }

    @Test func `Models are compared image by image`() {
        let answers = [(true, true), (true, false), (true, false), (false, true), (false, false)]
        let comparison = PairedComparison(answers.map { (new: $0.0, old: $0.1) })
        #expect(comparison.images == 5)
        #expect(
            [comparison.bothRight, comparison.onlyNewRight, comparison.onlyOldRight, comparison.bothWrong]
                == [1, 2, 1, 1])
        #expect(comparison.oldAccuracy == 0.4)
        #expect(comparison.isNewBetter)
        #expect(comparison.pValue == 1)
        let even = PairedComparison([(new: true, old: false), (new: false, old: true)])
        #expect(!even.isNewBetter)
    }

    @Test func `Pairs are in the order of their images, then of their ids`() {
        let pairs = report.confusedPairs.prefix(3)
        #expect(pairs.map(\.trueClass) == [1, 2, 0])
        #expect(pairs.map(\.predictedClass) == [3, 0, 2])
        #expect(pairs.map(\.images) == [5, 3, 2])
        #expect(isClose(pairs[0].share, 5.0 / 30))
    }

    @Test func `The worst images are the surest mistakes and the highest losses`() {
        let predictions = MadePredictions.sure(
            [(0, 0, 0.9), (0, 1, 0.6), (1, 0, 0.8), (1, 1, 0.55), (0, 1, 0.8)], of: 2)
        let report = EvaluationReport(predictions, classNames: ["a", "b"])
        #expect(report.confidentMistakes.map(\.index) == [2, 4, 1])
        #expect(report.highestLosses.map(\.index) == [2, 4, 1, 3, 0])
        #expect(isClose(report.highestLosses[0].loss, 1.6094379720387468))
        let impossible = EvaluationReport(
            [Prediction(id: 7, trueClass: 1, probabilities: [1, 0])], classNames: ["a", "b"])
        #expect(impossible.meanLoss.isFinite && impossible.highestLosses[0].id == 7)
    }
}
