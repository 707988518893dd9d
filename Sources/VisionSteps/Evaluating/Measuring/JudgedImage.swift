internal import Glibc
internal import TrainingJob

/// One image as the model saw it.
struct JudgedImage: Codable, Hashable, Sendable {
    /// The place in the order of shards and records, from 0.
    let index: Int
    /// The id of the record: as a rule the line of the image in its list, from 0.
    let id: UInt64
    /// The file below the folder of images; `nil` where it is not known.
    let path: String?
    let trueClass: Int
    let predictedClass: Int
    /// The probability of the predicted class.
    let confidence: Double
    /// The probability of the true class.
    let trueProbability: Double
    /// The cross-entropy, in nats: the negative logarithm of the probability of the true class.
    let loss: Double

    private enum CodingKeys: String, CodingKey {
        case index
        case id
        case path
        case trueClass = "true"
        case predictedClass = "predicted"
        case confidence
        case trueProbability = "true_probability"
        case loss
    }

    var isRight: Bool { trueClass == predictedClass }

    /// What people find the image by.
    var name: String { path ?? "image \(id)" }

    init(_ prediction: Prediction, index: Int, path: String? = nil) {
        self.index = index
        self.path = path
        id = prediction.id
        trueClass = prediction.trueClass
        predictedClass = prediction.predictedClass
        confidence = Double(prediction.probabilities[predictedClass])
        trueProbability = Double(prediction.probabilities[trueClass])
        // A probability that is too small for a number counts as the smallest normal one: the loss stays finite.
        loss = -log(max(trueProbability, Double(Float.leastNormalMagnitude)))
    }
}

extension Collection where Element == JudgedImage {
    /// The mistakes that the model was surest of.
    func mostConfidentMistakes(_ limit: Int) -> [JudgedImage] {
        Array(filter { !$0.isRight }.sorted { ($1.confidence, $0.index) < ($0.confidence, $1.index) }.prefix(limit))
    }

    /// The images whose true class the model thought least likely.
    func highestLosses(_ limit: Int) -> [JudgedImage] {
        Array(sorted { ($1.loss, $0.index) < ($0.loss, $1.index) }.prefix(limit))
    }
}
