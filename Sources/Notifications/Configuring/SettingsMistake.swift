/// A mistake in a configuration: where it is, what is wrong, and what to do about it.
public struct SettingsMistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of the file.
    public let file: String
    /// The place in it, such as `notify[0].on[1]`; empty for the whole.
    public let place: String
    public let message: String

    public var description: String { "\(file): " + (place.isEmpty ? "" : "\(place): ") + message }
}
