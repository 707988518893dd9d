public import Imaging

/// Pictures side by side in one image, for people to look at.
public struct ContactSheet {
    private let side: Int
    private let columns: Int
    private var pictures: [Image] = []

    /// Makes an empty sheet of square cells.
    public init(side: Int = 64, columns: Int = 16) {
        self.side = side
        self.columns = columns
    }

    /// Appends a picture, scaled to the cell.
    public mutating func append(_ picture: Image) {
        pictures.append(picture.resized(width: side, height: side))
    }

    /// The whole sheet, or nil as long as it is empty.
    public var image: Image? {
        guard !pictures.isEmpty else { return nil }
        let rows = (pictures.count + columns - 1) / columns
        let rowSize = side * 3
        var pixels = [UInt8](repeating: 0, count: columns * rowSize * rows * side)
        for (place, picture) in pictures.enumerated() {
            for row in 0..<side {
                let to = ((place / columns * side + row) * columns + place % columns) * rowSize
                pixels.replaceSubrange(to..<to + rowSize, with: picture.pixels[row * rowSize..<(row + 1) * rowSize])
            }
        }
        return Image(width: columns * side, height: rows * side, pixels: pixels)
    }
}
