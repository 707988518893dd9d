import Architectures
import Glibc
import TrainingJob

extension Validation {
    /// Measures a head on features that it does not learn from.
    @MainActor
    init(of network: Network, on features: Features, batchSize: Int) throws {
        let classCount = network.plan.classCount
        var loss = 0.0
        var correct = 0
        for start in stride(from: 0, to: features.count, by: batchSize) {
            let range = start..<min(features.count, start + batchSize)
            let rows = try network.probabilities(of: range, in: features)
            for (row, image) in range.enumerated() {
                let row = rows[row * classCount..<(row + 1) * classCount]
                let probability = row[row.startIndex + Int(features.classes[image])]
                // A probability that was rounded to zero would make the mean infinite.
                loss -= log(max(Double(probability), 1e-12))
                if row.allSatisfy({ $0 <= probability }) { correct += 1 }
            }
        }
        self.init(loss: loss / Double(features.count), accuracy: Double(correct) / Double(features.count))
    }
}
