/// The longest time that a run may take; what is not done by then is ended.
public struct RunDeadline: Sendable {
    /// Seconds from the beginning of the run.
    public let seconds: Double
    /// The same, for people.
    public let text: String

    /// Makes a deadline.
    /// - Parameters:
    ///   - seconds: Seconds from the beginning of the run.
    ///   - text: The same, for people: "2h".
    public init(seconds: Double, text: String) {
        self.seconds = seconds
        self.text = text
    }
}
