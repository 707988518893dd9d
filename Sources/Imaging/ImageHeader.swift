/// What the head of an encoded image tells without decoding it.
public struct ImageHeader: Sendable, Equatable {
    /// The format, by content.
    public let format: ImageFormat
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int

    /// Reads the head of an encoded image; its pixels may still turn out to be damaged.
    ///
    /// - Throws: `ImageError` without a file name.
    public init(of bytes: [UInt8]) throws(ImageError) {
        switch try ImageHeader.format(of: bytes) {
        case .ppm: self = try PPM.header(of: bytes)
        case .png: self = try PNG.header(of: bytes)
        case .jpeg: self = try JPEG.header(of: bytes)
        case .bmp: self = try BMP.header(of: bytes)
        }
    }

    init(format: ImageFormat, width: Int, height: Int) throws(ImageError) {
        guard width > 0, height > 0 else {
            throw ImageError(.corrupt, format, "its size is \(width) x \(height)")
        }
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, count <= Image.maximumPixelCount else {
            throw ImageError(
                .tooLarge, format,
                "\(width) x \(height) pixels; at most \(Image.maximumPixelCount) are decoded, so scale it down first")
        }
        self.format = format
        self.width = width
        self.height = height
    }

    var sampleCount: Int { width * height * 3 }

    /// Tells the format by the first bytes.
    static func format(of bytes: [UInt8]) throws(ImageError) -> ImageFormat {
        guard !bytes.isEmpty else { throw ImageError(.empty, nil, "it has no bytes") }
        if bytes.starts(with: [0x50, 0x36]) || bytes.starts(with: [0x50, 0x35]) { return .ppm }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return .png }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: [0x42, 0x4D]) { return .bmp }
        let start = bytes.prefix(4).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }
        throw ImageError(
            .unknownFormat, nil,
            "it starts with \(start.joined(separator: " ")), as no PPM, PNG, JPEG or BMP does")
    }
}
