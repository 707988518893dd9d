/// What a command tells on standard error before it ends with an exit code that is not 0.
struct CommandFailure: Error, CustomStringConvertible {
    /// How a command ends.
    enum Code: Int32 {
        /// What was asked for was tried and failed.
        case failed = 1
        /// What was asked for makes no sense, or is declared wrongly.
        case usage = 2
    }

    let description: String
    let code: Code

    init(_ description: String, _ code: Code = .usage) {
        self.description = description
        self.code = code
    }
}
