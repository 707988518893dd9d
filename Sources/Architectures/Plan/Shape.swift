/// What one image has become in a network: a number of channels, each a square of values.
public struct Shape: Hashable, Sendable {
    /// The number of channels, or of features where the side is 1.
    public let channels: Int
    /// Width and height.
    public let side: Int

    /// Tells what an image has become.
    public init(channels: Int, side: Int) {
        self.channels = channels
        self.side = side
    }

    /// The number of values.
    public var count: Int { channels * side * side }
}
