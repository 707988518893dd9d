/// What a model thinks of one image.
public struct Prediction: Hashable, Sendable {
    /// The id of the record.
    public let id: UInt64
    /// The class that the record is labelled with.
    public let trueClass: Int
    /// The probability of each class.
    public let probabilities: [Float]

    public init(id: UInt64, trueClass: Int, probabilities: [Float]) {
        self.id = id
        self.trueClass = trueClass
        self.probabilities = probabilities
    }

    /// The most probable class; the lowest of several that are equally probable.
    public var predictedClass: Int {
        probabilities.indices.reduce(0) { probabilities[$1] > probabilities[$0] ? $1 : $0 }
    }
}
