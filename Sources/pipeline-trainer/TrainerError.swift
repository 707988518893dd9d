/// A reason why a job cannot be done.
struct TrainerError: Error, CustomStringConvertible {
    /// The kinds of failure.
    enum Code {
        /// A folder of shards cannot be read.
        case unreadableShards
        /// A record is damaged or does not fit the job.
        case badRecord
        /// There is nothing to learn from.
        case noImages
        /// The loss is no longer a number.
        case diverged
        /// A model's files contradict each other.
        case badModel
        /// What an earlier attempt left is damaged, or belongs to another training.
        case badCheckpoint
        /// The weights to begin with are damaged, or those of another network.
        case badWeights
        /// The program that starts this one was built from other sources.
        case otherSources
        /// libtorch failed.
        case torch
        /// An option is unknown or has no sensible value.
        case usage
    }

    let code: Code
    let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// A loss that is no number any more; `place` says which one and where, given the loss as a text.
    static func diverged(learningRate: Double, _ loss: Double, _ place: (String) -> String) -> TrainerError {
        // A description of the number itself may tell its bits.
        let text = loss.isNaN ? "nan" : "\(loss)"
        return TrainerError(.diverged, "\(place(text)); a lower learning rate than \(learningRate) may help")
    }
}
