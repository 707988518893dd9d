/// What became of a training, kept as `training.json` beside the weights.
///
/// It holds nothing that differs between two trainings of the same job, no times or speeds.
public struct TrainResult: JSONFile, Hashable, Sendable {
    /// The name of the file in the model's folder.
    public static let fileName = "training.json"

    /// One epoch's figures.
    public struct Epoch: Codable, Hashable, Sendable {
        /// The mean loss over the training images, as they were changed, with label smoothing.
        public var loss: Double
        /// The share of training images that were classified rightly while training.
        public var accuracy: Double
        /// The mean cross-entropy over the validation images, where there are any.
        public var validationLoss: Double?
        /// The share of validation images that were classified rightly, where there are any.
        public var validationAccuracy: Double?

        public init(
            loss: Double, accuracy: Double, validationLoss: Double? = nil, validationAccuracy: Double? = nil
        ) {
            self.loss = loss
            self.accuracy = accuracy
            self.validationLoss = validationLoss
            self.validationAccuracy = validationAccuracy
        }

        private enum CodingKeys: String, CodingKey {
            case loss
            case accuracy
            case validationLoss = "validation_loss"
            case validationAccuracy = "validation_accuracy"
        }
    }

    /// The number of training images.
    public var trainingImages: Int
    /// The number of validation images.
    public var validationImages: Int
    /// The epoch, from 1, whose weights the model has.
    public var bestEpoch: Int
    /// The figures of all epochs.
    public var epochs: [Epoch]

    public init(trainingImages: Int, validationImages: Int, bestEpoch: Int, epochs: [Epoch]) {
        self.trainingImages = trainingImages
        self.validationImages = validationImages
        self.bestEpoch = bestEpoch
        self.epochs = epochs
    }

    private enum CodingKeys: String, CodingKey {
        case trainingImages = "training_images"
        case validationImages = "validation_images"
        case bestEpoch = "best_epoch"
        case epochs
    }
}
