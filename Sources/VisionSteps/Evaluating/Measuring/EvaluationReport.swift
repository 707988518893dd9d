internal import TrainingJob

/// All figures of an evaluation.
struct EvaluationReport: Codable, Hashable, Sendable {
    /// The share of images whose class is among so many most probable ones.
    struct TopAccuracy: Codable, Hashable, Sendable {
        let k: Int
        let accuracy: Double
    }

    /// How many of each kind of notable thing are listed.
    private static let listLimit = 24
    private static let places = [1, 2, 3, 5, 10]

    let images: Int
    let accuracy: Double
    let accuracyInterval: AccuracyInterval
    /// The mean recall of the classes that have images.
    let balancedAccuracy: Double
    let meanSquaredError: Double
    let top3Accuracy: Double
    /// For as many places as there are classes.
    let topAccuracies: [TopAccuracy]
    /// The mean F1 of the classes that have images.
    let macroF1: Double
    /// The mean cross-entropy in nats.
    let meanLoss: Double
    let calibration: Calibration
    let classes: [ClassScore]
    /// For each true class, how many images were taken for each class.
    let confusion: [[Int]]
    let confusedPairs: [ConfusedPair]
    let confidentMistakes: [JudgedImage]
    let highestLosses: [JudgedImage]
    /// How the model stands to the one before; `nil` where there is none.
    var champion: ChampionComparison?

    private enum CodingKeys: String, CodingKey {
        case images
        case accuracy
        case accuracyInterval = "accuracy_interval"
        case balancedAccuracy = "balanced_accuracy"
        case meanSquaredError = "mean_squared_error"
        case top3Accuracy = "top3_accuracy"
        case topAccuracies = "top_k_accuracy"
        case macroF1 = "macro_f1"
        case meanLoss = "mean_loss"
        case calibration
        case classes
        case confusion
        case confusedPairs = "confused_pairs"
        case confidentMistakes = "confident_mistakes"
        case highestLosses = "highest_losses"
        case champion
    }

    /// Works out the figures.
    /// - Parameters:
    ///   - predictions: What the model thinks of each image.
    ///   - classNames: What the classes are called, by id.
    ///   - paths: The files of the images by the ids of their records, as far as they are known.
    /// - Precondition: there are predictions, and `classNames` has a name for each class.
    init(_ predictions: some Collection<Prediction>, classNames: [String], paths: [UInt64: String] = [:]) {
        var matrix = ConfusionMatrix(classCount: classNames.count)
        var squares = 0
        var amongFirst = Array(repeating: 0, count: classNames.count)
        var judged: [JudgedImage] = []
        judged.reserveCapacity(predictions.count)
        for (index, prediction) in predictions.enumerated() {
            let image = JudgedImage(prediction, index: index, path: paths[prediction.id])
            matrix[of: image.trueClass, as: image.predictedClass] += 1
            let distance = image.predictedClass - image.trueClass
            squares += distance * distance
            amongFirst[Self.place(of: image.trueClass, in: prediction.probabilities)] += 1
            judged.append(image)
        }
        let scores = classNames.enumerated().map { ClassScore(id: $0.offset, name: $0.element, in: matrix) }
        let right = classNames.indices.reduce(0) { $0 + matrix[of: $1, as: $1] }
        let shown = scores.filter { $0.support > 0 }
        let count = Double(judged.count)
        func share(among places: Int) -> Double { Double(amongFirst.prefix(places).reduce(0, +)) / count }
        images = judged.count
        accuracy = Double(right) / count
        accuracyInterval = AccuracyInterval(right: right, of: judged.count)
        balancedAccuracy = shown.reduce(0) { $0 + $1.recall } / Double(shown.count)
        meanSquaredError = Double(squares) / count
        top3Accuracy = share(among: 3)
        topAccuracies = Self.places.filter { $0 <= classNames.count }.map {
            TopAccuracy(k: $0, accuracy: share(among: $0))
        }
        macroF1 = shown.reduce(0) { $0 + $1.f1 } / Double(shown.count)
        meanLoss = judged.reduce(0) { $0 + $1.loss } / count
        calibration = Calibration(judged.map { ($0.confidence, $0.isRight) })
        classes = scores
        confusion = matrix.rows
        confusedPairs = ConfusedPair.most(Self.listLimit, in: matrix)
        confidentMistakes = judged.mostConfidentMistakes(Self.listLimit)
        highestLosses = judged.highestLosses(Self.listLimit)
    }

    /// The number of images that are classified wrongly.
    var mistakes: Int { images - confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }

    /// How many classes are more probable than this one; of equally probable ones the lower id counts as more probable.
    private static func place(of classID: Int, in probabilities: [Float]) -> Int {
        let own = probabilities[classID]
        return probabilities.enumerated().reduce(0) { place, other in
            place + (other.element > own || other.element == own && other.offset < classID ? 1 : 0)
        }
    }
}
