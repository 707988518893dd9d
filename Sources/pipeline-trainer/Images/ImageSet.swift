/// Labelled images in memory, decoded once: 8-bit RGB, all of one size.
struct ImageSet: Sendable {
    /// Width and height of the images.
    let side: Int
    private(set) var labels = ImageLabels()
    private(set) var pixels: [UInt8] = []

    init(side: Int) {
        self.side = side
    }

    var count: Int { labels.count }
    var ids: [UInt64] { labels.ids }
    var classes: [Int64] { labels.classes }
    var bytesPerImage: Int { side * side * 3 }

    mutating func append(id: UInt64, classID: Int, pixels: [UInt8]) {
        precondition(pixels.count == bytesPerImage, "an image of another size")
        labels.append(id: id, classID: classID)
        self.pixels += pixels
    }

    /// Makes room for images, so that growing does not copy hundreds of megabytes.
    mutating func reserve(_ count: Int) {
        pixels.reserveCapacity(pixels.count + count * bytesPerImage)
    }
}
