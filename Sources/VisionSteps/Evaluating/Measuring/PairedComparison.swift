internal import Glibc

/// Two models on the same images: who is right where the other is not.
///
/// McNemar's test (“Note on the sampling error of the difference between correlated proportions or percentages”,
/// Psychometrika 12, 1947) asks how likely so uneven a count is if both models err equally often. Images on which both are
/// right or both are wrong say nothing. Up to 1,000 of the others the two-sided probability is that of the binomial
/// distribution, which is exact; beyond, that of the chi-squared distribution with one degree of freedom and Edwards'
/// correction for continuity (Psychometrika 13, 1948).
struct PairedComparison: Codable, Hashable, Sendable {
    private static let exactLimit = 1000

    /// The number of images.
    let images: Int
    /// The numbers of images on which both are right, only one is, and none is.
    let bothRight: Int
    let onlyNewRight: Int
    let onlyOldRight: Int
    let bothWrong: Int
    /// The probability of so uneven a count, or a more uneven one, where neither model is better.
    let pValue: Double

    private enum CodingKeys: String, CodingKey {
        case images
        case bothRight = "both_right"
        case onlyNewRight = "only_new_right"
        case onlyOldRight = "only_old_right"
        case bothWrong = "both_wrong"
        case pValue = "mcnemar_p"
    }

    /// Counts.
    /// - Parameter answers: For each image whether the new and the old model are right.
    init(_ answers: some Collection<(new: Bool, old: Bool)>) {
        func count(_ new: Bool, _ old: Bool) -> Int { answers.count { $0.new == new && $0.old == old } }
        images = answers.count
        bothRight = count(true, true)
        onlyNewRight = count(true, false)
        onlyOldRight = count(false, true)
        bothWrong = count(false, false)
        pValue = Self.probability(onlyNewRight, onlyOldRight)
    }

    /// The share of images on which the old model is right.
    var oldAccuracy: Double { Double(bothRight + onlyOldRight) / Double(images) }

    /// Whether the new model is right more often.
    var isNewBetter: Bool { onlyNewRight > onlyOldRight }

    /// The two-sided probability of two counts that differ at least so much.
    static func probability(_ first: Int, _ second: Int) -> Double {
        let count = first + second
        guard count > 0 else { return 1 }
        if count > exactLimit {
            let distance = Double(abs(first - second) - 1)
            // The upper tail of chi-squared with one degree of freedom.
            return erfc((max(distance, 0) * max(distance, 0) / Double(count) / 2).squareRoot())
        }
        let total = Double(count)
        let tail = (0...min(first, second)).reduce(0.0) { sum, successes in
            let chosen = Double(successes)
            return sum + exp(lgamma(total + 1) - lgamma(chosen + 1) - lgamma(total - chosen + 1) - total * log(2))
        }
        return min(1, 2 * tail)
    }
}
