import TrainingJob

/// Predictions of 120 images of six classes that other programs can make by the same rule.
///
/// Of the fifth class there are no images, and most of the others are right. The expected figures were worked out from the
/// same numbers with scikit-learn 1.7, statsmodels 0.14 and NumPy 2.
enum MadePredictions {
    static let classes = 6
    static let trueClasses = [0, 1, 2, 3, 5, 0, 1, 0]

    static var all: [Prediction] {
        (0..<120).map { image in
            let trueClass = trueClasses[(image * 7 + image / 3) % 8]
            var weights = (0..<classes).map { other in
                let root = (image * 31 + other * 17 + image * other * 13) % 29 + 1
                return root * root
            }
            if image % 3 != 0 { weights[trueClass] += 900 }
            let sum = Float(weights.reduce(0, +))
            return Prediction(
                id: UInt64(image), trueClass: trueClass, probabilities: weights.map { Float($0) / sum })
        }
    }

    /// The same as a file has them.
    static func file(_ predictions: [Prediction]) -> Predictions {
        var file = Predictions(classCount: predictions.first?.probabilities.count ?? 1)
        for prediction in predictions {
            file.append(
                ids: [prediction.id], classes: [prediction.trueClass], probabilities: prediction.probabilities)
        }
        return file
    }

    /// Predictions of one class each, which is more or less sure.
    static func sure(_ answers: [(truth: Int, guess: Int, confidence: Float)], of count: Int) -> [Prediction] {
        answers.enumerated().map { place, answer in
            let rest = (1 - answer.confidence) / Float(max(count - 1, 1))
            return Prediction(
                id: UInt64(place), trueClass: answer.truth,
                probabilities: (0..<count).map { $0 == answer.guess ? answer.confidence : rest })
        }
    }
}
