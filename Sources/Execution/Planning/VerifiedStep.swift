/// What came of running a step a second time.
public struct VerifiedStep: Hashable, Sendable {
    /// How what it made the second time compares with its result.
    public enum Finding: Hashable, Sendable {
        /// It made the same again.
        case same
        /// It made something else of the same inputs with the same code.
        case different([Difference])
        /// It did not succeed the second time.
        case failed(String)
        /// There is no result to compare with.
        case unknown(String)
        /// It is on a branch that is not taken.
        case skipped(String)
    }

    /// An output that was not the same both times.
    public struct Difference: Hashable, Sendable {
        /// The field of the step's output: `model`, `scores.accuracy`.
        public let output: String
        /// The files that are not the same, as paths in the folder for outputs; none where the output is a value.
        public let paths: [String]
        /// What it is in the result that is kept: a digest, or a value as JSON.
        public let kept: String
        /// What it was the second time.
        public let made: String
    }

    /// The step as it is shown: `train`, `fold_train[2]`.
    public let name: String
    public let finding: Finding
}
