/// How far the accuracy could be from what was measured, as the choice of the images goes: a bootstrap confidence interval.
///
/// From the images as many are drawn with replacement, 1,000 times; the interval reaches from the 2.5th to the 97.5th
/// percentile of the accuracies of these samples (Efron and Tibshirani, “An Introduction to the Bootstrap”, 1993, section
/// 13.3), interpolated as NumPy does. The draws are seeded, so the same answers have the same interval.
///
/// Images count as independent of each other. Several frames of one sign in a test set are not, and make the true interval
/// wider; GTSRB's official test set has one image of each sign. Where no answer is wrong, or none is right, every sample is the
/// same, and the interval is a point that says nothing.
struct AccuracyInterval: Codable, Hashable, Sendable {
    private static let seed: UInt64 = 1

    let lower: Double
    let upper: Double
    /// How often the interval of such a measurement has the true accuracy in it.
    let level: Double
    /// The number of samples.
    let resamples: Int

    /// Draws the samples.
    /// - Parameters:
    ///   - right: The number of right answers.
    ///   - count: The number of images, at least 1.
    init(right: Int, of count: Int) {
        level = 0.95
        resamples = 1000
        var generator = SplitMix64(seed: Self.seed)
        // Only how many are right matters, and not which: the first ones are.
        let shares = (0..<resamples).map { _ in
            var sum = 0
            for _ in 0..<count {
                let place = generator.next().multipliedFullWidth(by: UInt64(count)).high
                if place < UInt64(right) { sum += 1 }
            }
            return Double(sum) / Double(count)
        }.sorted()
        lower = Self.percentile((1 - level) / 2, of: shares)
        upper = Self.percentile((1 + level) / 2, of: shares)
    }

    private enum CodingKeys: CodingKey { case lower, upper, level, resamples }

    /// The value below which a share of the sorted values lies; between two values in proportion.
    private static func percentile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}
