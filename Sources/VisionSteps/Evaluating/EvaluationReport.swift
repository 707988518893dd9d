internal import TrainingJob

/// All figures of an evaluation.
struct EvaluationReport: Codable, Hashable, Sendable {
    let images: Int
    let accuracy: Double
    let meanSquaredError: Double
    let top3Accuracy: Double
    let macroF1: Double
    let classes: [ClassScore]
    /// For each true class, how many images were taken for each class.
    let confusion: [[Int]]

    private enum CodingKeys: String, CodingKey {
        case images
        case accuracy
        case meanSquaredError = "mean_squared_error"
        case top3Accuracy = "top3_accuracy"
        case macroF1 = "macro_f1"
        case classes
        case confusion
    }

    /// Works out the figures.
    /// - Precondition: there are predictions, and `classNames` has a name for each class.
    init(_ predictions: some Collection<Prediction>, classNames: [String]) {
        var matrix = ConfusionMatrix(classCount: classNames.count)
        var squares = 0
        var amongThree = 0
        for prediction in predictions {
            let guess = prediction.predictedClass
            matrix[of: prediction.trueClass, as: guess] += 1
            squares += (guess - prediction.trueClass) * (guess - prediction.trueClass)
            if Self.place(of: prediction.trueClass, in: prediction.probabilities) < 3 { amongThree += 1 }
        }
        let scores = classNames.enumerated().map { ClassScore(id: $0.offset, name: $0.element, in: matrix) }
        let right = classNames.indices.reduce(0) { $0 + matrix[of: $1, as: $1] }
        let shown = scores.filter { $0.support > 0 }
        let count = Double(predictions.count)
        images = predictions.count
        accuracy = Double(right) / count
        meanSquaredError = Double(squares) / count
        top3Accuracy = Double(amongThree) / count
        macroF1 = shown.reduce(0) { $0 + $1.f1 } / Double(shown.count)
        classes = scores
        confusion = matrix.rows
    }

    /// How many classes are more probable than this one; of equally probable ones the lower id counts as more probable.
    private static func place(of classID: Int, in probabilities: [Float]) -> Int {
        let own = probabilities[classID]
        return probabilities.enumerated().reduce(0) { place, other in
            place + (other.element > own || other.element == own && other.offset < classID ? 1 : 0)
        }
    }
}
