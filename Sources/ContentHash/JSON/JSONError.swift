/// A text that is not JSON, with the place of the mistake.
public struct JSONError: Error, Hashable, CustomStringConvertible {
    /// What is wrong there, in words.
    public let message: String
    /// How many bytes precede the mistake.
    public let offset: Int

    public init(message: String, offset: Int) {
        self.message = message
        self.offset = offset
    }

    public var description: String { "not JSON at byte \(offset): \(message)" }
}
