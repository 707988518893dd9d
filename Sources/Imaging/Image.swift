/// An image in memory: 8-bit RGB, row after row without padding.
///
/// The sample of channel `c` at column `x` of row `y` is `pixels[(y * width + x) * 3 + c]`; the channels are red, green
/// and blue.
public struct Image: Sendable, Equatable {
    /// The largest number of pixels that is decoded (64 megapixels), so that a damaged header cannot ask for all memory.
    public static let maximumPixelCount = 64 << 20

    /// The number of columns, at least 1.
    public let width: Int
    /// The number of rows, at least 1.
    public let height: Int
    /// The samples, `width * height * 3` of them.
    public let pixels: [UInt8]

    /// Makes an image of samples that are there already.
    ///
    /// - Precondition: both sides are positive, and `pixels` holds `width * height * 3` samples.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0, "an image has at least one pixel, not \(width) x \(height)")
        precondition(
            pixels.count == width * height * 3,
            "an image of \(width) x \(height) has \(width * height * 3) samples, not \(pixels.count)")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Decodes a PPM, PNG, JPEG or BMP, told apart by their first bytes.
    ///
    /// Transparency is laid over white, grey becomes RGB, and so do the four inks of a JPEG for printing, without its
    /// profile. Samples of 16 bits lose the lower 8. The orientation that a camera notes in a JPEG is not applied.
    ///
    /// - Throws: `ImageError` without a file name.
    public init(decoding bytes: [UInt8]) throws(ImageError) {
        switch try ImageHeader.format(of: bytes) {
        case .ppm: self = try PPM.decode(bytes)
        case .png: self = try PNG.decode(bytes)
        case .jpeg: self = try JPEG.decode(bytes)
        case .bmp: self = try BMP.decode(bytes)
        }
    }

    /// Reads and decodes the file at a path.
    ///
    /// - Throws: `ImageError` with the path as its file.
    public init(file path: String) throws(ImageError) {
        do {
            self = try Image(decoding: try ImageFile.bytes(at: path))
        } catch {
            throw error.inFile(path)
        }
    }
}
