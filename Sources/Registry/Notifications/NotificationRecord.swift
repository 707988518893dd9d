public import Execution

/// An attempt to tell somebody of something.
public struct NotificationRecord: Hashable, Sendable {
    /// The run that it is about; `nil` for a trial.
    public let run: RunID?
    /// The name of the event.
    public let event: String
    /// The name of the channel.
    public let channel: String
    /// Why it was not delivered; `nil` where it was.
    public let error: String?
    /// How often it was tried.
    public let attempts: Int
    /// When, in seconds since 1970.
    public let time: Double

    public init(run: RunID?, event: String, channel: String, error: String?, attempts: Int, time: Double) {
        self.run = run
        self.event = event
        self.channel = channel
        self.error = error
        self.attempts = attempts
        self.time = time
    }
}
