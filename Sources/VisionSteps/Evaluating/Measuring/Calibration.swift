/// Whether a model is right as often as it says it is: the share of right answers among those of like confidence.
///
/// The confidence of an answer is the probability of the predicted class. Answers are put into 15 bins of equal width; a
/// bin has its upper bound and not its lower one, but for the first, which has both. The error is that of Guo, Pleiss, Sun
/// and Weinberger, “On Calibration of Modern Neural Networks” (ICML 2017, equation 3): the mean over all images of the
/// distance between the mean confidence of the image's bin and the share of right answers in it.
struct Calibration: Codable, Hashable, Sendable {
    static let binCount = 15

    /// The answers within a range of confidence.
    struct Bin: Codable, Hashable, Sendable {
        /// The bounds of the confidence.
        let lower: Double
        let upper: Double
        let images: Int
        /// The mean confidence; 0 where there are no images.
        let confidence: Double
        /// The share of right answers; 0 where there are no images.
        let accuracy: Double
    }

    /// The expected calibration error, from 0 to 1.
    let error: Double
    /// The bins from the least confidence to the most.
    let bins: [Bin]

    /// Sorts answers into bins.
    /// - Parameter answers: The confidence of each answer and whether it is right; at least one.
    init(_ answers: [(confidence: Double, isRight: Bool)]) {
        let width = 1 / Double(Self.binCount)
        var members = Array(repeating: [(confidence: Double, isRight: Bool)](), count: Self.binCount)
        for answer in answers {
            let place = Int((answer.confidence / width).rounded(.up)) - 1
            members[min(max(place, 0), Self.binCount - 1)].append(answer)
        }
        bins = members.enumerated().map { place, members in
            let count = Double(max(members.count, 1))
            return Bin(
                lower: Double(place) * width, upper: Double(place + 1) * width, images: members.count,
                confidence: members.reduce(0) { $0 + $1.confidence } / count,
                accuracy: Double(members.count { $0.isRight }) / count)
        }
        error = bins.reduce(0) { $0 + Double($1.images) * abs($1.confidence - $1.accuracy) } / Double(answers.count)
    }
}
