/// A mistake in a cron expression, with its place.
public struct CronError: Error, Hashable, CustomStringConvertible {
    /// The expression as it was written.
    public let text: String
    /// How many characters precede the first wrong one.
    public let position: Int
    /// What is wrong there, and what to write instead.
    public let reason: String

    public init(text: String, position: Int, reason: String) {
        self.text = text
        self.position = position
        self.reason = reason
    }

    /// The reason, and below it the expression with a caret under the mistake.
    public var description: String {
        // A tab or a line break would move the caret away from its character.
        let line = String(text.map { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 32 } ? " " : $0 })
        return "\(reason)\n  \(line)\n  \(String(repeating: " ", count: position))^"
    }
}
