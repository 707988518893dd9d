/// The formats that are decoded.
public enum ImageFormat: String, Sendable, CaseIterable {
    /// Binary portable pixmaps (P6) and graymaps (P5).
    case ppm
    case png
    case jpeg
    /// Windows bitmaps, uncompressed, of 24 or 32 bits.
    case bmp

    /// The name for people.
    public var name: String { rawValue.uppercased() }
}
