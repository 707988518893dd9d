import Imaging
import PipelineTesting

/// Writes data sets of small images into a temporary folder.
struct Pictures {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var path: String { folder.path }

    /// An image unlike that of any other number, also to the eye: blocks that are bright or dark by a hash of the number.
    static func image(_ number: Int, side: Int = 16) -> Image {
        var pixels: [UInt8] = []
        for y in 0..<side {
            for x in 0..<side {
                var hash = UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(y / 2 * 64 + x / 2)
                hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
                hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
                pixels += [UInt8(hash >> 56), UInt8(hash >> 56), UInt8(truncatingIfNeeded: number)]
            }
        }
        return Image(width: side, height: side, pixels: pixels)
    }

    /// Writes an image in the format of its name.
    func write(_ number: Int, to name: String, side: Int = 16) throws {
        let image = Self.image(number, side: side)
        try folder.write(name.hasSuffix(".ppm") ? image.encodedPPM() : image.encodedPNG(), to: name)
    }

    func write(_ lines: [String], to name: String) throws {
        try folder.write(lines.map { "\($0)\n" }.joined(), to: name)
    }
}
