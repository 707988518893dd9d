/// A rectangle of whole pixels; column 0 is at the left, row 0 at the top.
public struct PixelRectangle: Sendable, Equatable, Hashable {
    /// The first column.
    public var x: Int
    /// The first row.
    public var y: Int
    /// The number of columns.
    public var width: Int
    /// The number of rows.
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Makes the rectangle between two corners that both belong to it, as the boxes of GTSRB's tables are given.
    public init(from first: (x: Int, y: Int), through last: (x: Int, y: Int)) {
        self.init(x: first.x, y: first.y, width: last.x - first.x + 1, height: last.y - first.y + 1)
    }
}
