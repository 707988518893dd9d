public import PipelineKit

/// Somebody who is to be told of some events of some pipelines, and how.
public struct Recipient: Sendable {
    /// What names the recipient.
    public enum Origin: Hashable, Sendable {
        /// The file `registry/config.json`.
        case configuration
        /// The declaration of a pipeline.
        case pipeline(String)
    }

    /// What the channel is called.
    public let name: String
    public let channel: NotificationChannel
    public let events: [NotificationEvent]
    /// The pipelines that it concerns; `nil` for all.
    public let pipelines: [String]?
    /// The message; `nil` for the usual one of the event.
    public let template: NotificationTemplate?
    /// How long one try may take, in seconds.
    public let timeout: Double
    /// The pause before the second try, in seconds; before the third it is twice as long.
    public let retryPause: Double
    public let origin: Origin

    /// The time that a try has unless the configuration says another, in seconds; the longest too.
    public static let usualTimeout = 10.0
    /// The pause that a second try waits for unless the configuration says another, in seconds.
    public static let usualPause = 1.0
    /// The longest first pause, with which three tries of the longest time end within 40 seconds.
    public static let longestPause = 2.0

    init(
        name: String, channel: NotificationChannel, events: [NotificationEvent], pipelines: [String]?,
        template: NotificationTemplate?, timeout: Double = Recipient.usualTimeout,
        retryPause: Double = Recipient.usualPause, origin: Origin
    ) {
        self.name = name
        self.channel = channel
        self.events = events
        self.pipelines = pipelines
        self.template = template
        self.timeout = timeout
        self.retryPause = retryPause
        self.origin = origin
    }

    /// Takes over what a pipeline declares, which has been checked.
    public init(_ notification: GraphNotification, of pipeline: String) {
        self.init(
            name: notification.name, channel: notification.channel, events: notification.events,
            pipelines: [pipeline], template: notification.template.flatMap { try? NotificationTemplate($0) },
            origin: .pipeline(pipeline))
    }

    /// Whether it concerns runs of a pipeline.
    public func concerns(_ pipeline: String) -> Bool { pipelines?.contains(pipeline) ?? true }
}
