/// Whom a pipeline tells of what; no part of any action key.
public struct GraphNotification: Codable, Sendable {
    /// What the channel is called.
    public let name: String
    public let channel: NotificationChannel
    public let events: [NotificationEvent]
    /// The message; without one, the usual one of the event.
    public let template: String?
    public let location: SourceLocation
}
