import Glibc
import TrainingJob

/// How well a network does on images that it does not learn from.
struct Validation {
    /// The mean cross-entropy.
    let loss: Double
    /// The share that is classified rightly.
    let accuracy: Double

    init(loss: Double, accuracy: Double) {
        self.loss = loss
        self.accuracy = accuracy
    }

    @MainActor
    init(of network: Network, on images: ImageSet, classCount: Int, batchSize: Int) throws {
        var loss = 0.0
        var correct = 0
        for start in stride(from: 0, to: images.count, by: batchSize) {
            let range = start..<min(images.count, start + batchSize)
            let rows = try network.probabilities(of: range, in: images)
            for (row, image) in range.enumerated() {
                let row = rows[row * classCount..<(row + 1) * classCount]
                let probability = row[row.startIndex + Int(images.classes[image])]
                // A probability that was rounded to zero would make the mean infinite.
                loss -= log(max(Double(probability), 1e-12))
                if row.allSatisfy({ $0 <= probability }) { correct += 1 }
            }
        }
        self.loss = loss / Double(images.count)
        accuracy = Double(correct) / Double(images.count)
    }

    /// The figures of an epoch that was validated.
    init?(_ epoch: TrainResult.Epoch) {
        guard let loss = epoch.validationLoss, let accuracy = epoch.validationAccuracy else { return nil }
        self.loss = loss
        self.accuracy = accuracy
    }

    /// More accurate is better, and of two equally accurate the one with the lower loss.
    func isBetter(than other: Validation) -> Bool {
        accuracy != other.accuracy ? accuracy > other.accuracy : loss < other.loss
    }
}
