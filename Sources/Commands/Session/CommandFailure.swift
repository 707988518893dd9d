/// What a command tells on standard error before it ends with an exit code that is not 0.
public struct CommandFailure: Error, CustomStringConvertible {
    /// How a command ends.
    public enum Code: Int32, Sendable {
        /// What was asked for was tried and failed.
        case failed = 1
        /// What was asked for makes no sense, or is declared wrongly.
        case usage = 2
    }

    /// What happened, to which thing, and what to do next.
    public let description: String
    /// The exit code that goes with it.
    public let code: Code

    /// Makes a failure.
    /// - Parameters:
    ///   - description: What happened, to which thing, and what to do next; no full stop.
    ///   - code: The exit code that goes with it.
    public init(_ description: String, _ code: Code = .usage) {
        self.description = description
        self.code = code
    }
}
