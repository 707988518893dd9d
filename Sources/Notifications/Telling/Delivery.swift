/// What became of one message to one recipient.
public struct Delivery: Hashable, Sendable {
    /// The name of the recipient.
    public let recipient: String
    /// The name of the event.
    public let event: String
    /// How often it was tried; 0 where something was missing for a try.
    public let attempts: Int
    /// Why it was not delivered; `nil` where it was.
    public let error: String?
}
