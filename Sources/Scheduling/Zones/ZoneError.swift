/// A time zone that is not known, or whose file cannot be read.
public struct ZoneError: Error, Hashable, CustomStringConvertible {
    /// The name that was asked for.
    public let name: String
    /// What is wrong, and what to use instead.
    public let reason: String

    public init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }

    public var description: String { reason }
}
