/// What is wrong with a command line: every mistake at once.
public struct UsageError: Error, Equatable, CustomStringConvertible {
    /// The mistakes, each a sentence without a full stop, with the closest name where one was mistyped.
    public let mistakes: [String]
    /// The command that the mistakes were made in, such as `pipeline run`.
    public let command: String

    /// The mistakes, a line each, and how to get help.
    public var description: String {
        (mistakes + ["see '\(command) --help'"]).joined(separator: "\n")
    }
}
