import Foundation
import Imaging
import Testing

/// Images that are sound and yet not what most are.
struct OddImageTests {
    @Test func `One pixel is an image, and can be enlarged`() throws {
        let pixel = Image(width: 1, height: 1, pixels: [10, 20, 30])
        for bytes in [pixel.encodedPNG(), pixel.encodedPPM()] {
            let image = try Image(decoding: bytes)
            #expect(image == pixel)
            #expect(image.resized(width: 4, height: 3).pixels == (0..<12).flatMap { _ in [10, 20, 30] as [UInt8] })
        }
    }

    /// The headers alone are there: pixels are neither read nor given room.
    @Test(arguments: [
        (Odd.png(width: 10_000, height: 10_000), "PNG"), (Odd.jpeg(width: 10_000, height: 10_000), "JPEG"),
        (Odd.bmp(width: 10_000, height: 10_000), "BMP"), (Array("P6 10000 10000 255\n".utf8), "PPM"),
    ])
    func `Ten thousand by ten thousand pixels are refused by the header`(bytes: [UInt8], format: String) {
        let error = #expect(throws: ImageError.self) { try Image(decoding: bytes) }
        #expect(
            error?.description
                == "too large \(format) image: 10000 x 10000 pixels; at most 67108864 are decoded, so scale "
                + "it down first")
    }

    @Test func `A size that no memory has is refused as well`() {
        let error = #expect(throws: ImageError.self) { try Image(decoding: Odd.png(width: 999_999, height: 999_999)) }
        #expect(
            error?.description
                == "too large PNG image: 999999 x 999999 pixels; at most 67108864 are decoded, so scale it "
                + "down first")
    }

    @Test func `A JPEG of four inks becomes RGB`() throws {
        let image = try Image(decoding: Fixtures.cmykJPEG)
        #expect((image.width, image.height) == (9, 7))
        // As Pillow converts it.
        #expect(distance(image.row(0), Odd.inks[0]) <= 1)
        #expect(distance(image.row(6), Odd.inks[1]) <= 1)
    }

    @Test func `An animated or newer format is named by its bytes`() {
        let error = #expect(throws: ImageError.self) { try Image(decoding: Array("RIFF____WEBP".utf8)) }
        #expect(
            error?.description
                == "not an image that can be read: it starts with 52 49 46 46, as no PPM, PNG, JPEG or BMP does")
    }

    @Test func `A truncated file with a wrong extension is named by what it is`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jpg")
        try Data(Fixtures.png.prefix(60)).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let error = #expect(throws: ImageError.self) { try Image(file: file.path) }
        #expect(error?.description == "\(file.path): truncated PNG image: read beyond end of data")
    }
}

/// Heads of images without their pixels, and what a reference reads.
private enum Odd {
    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        let body = Array("IHDR".utf8) + big(width) + big(height) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + body + big(checksum(body)) + big(0)
            + Array("IDAT".utf8) + big(checksum(Array("IDAT".utf8)))
    }

    static func jpeg(width: UInt16, height: UInt16) -> [UInt8] {
        var bytes = Fixtures.jpeg
        // The frame header: FF C0, two bytes of length, the precision, the height, the width.
        guard let at = bytes.indices.dropLast(9).first(where: { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 }) else {
            return []
        }
        bytes.replaceSubrange(at + 5..<at + 9, with: big(UInt32(height) << 16 | UInt32(width)))
        return bytes
    }

    static func bmp(width: UInt32, height: UInt32) -> [UInt8] {
        var bytes = Fixtures.bmp24
        bytes.replaceSubrange(18..<26, with: big(width).reversed() + big(height).reversed())
        return bytes
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    /// The CRC-32 of PNG's chunks.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }

    /// The first and the last row.
    static let inks: [[UInt8]] = [
        [2, 2, 1, 25, 2, 14, 57, 2, 32, 86, 2, 48, 110, 2, 62, 138, 2, 79, 170, 2, 97, 193, 2, 109, 223, 2, 126],
        [
            2, 235, 97, 25, 235, 109, 57, 235, 127, 86, 235, 143, 110, 235, 158, 138, 235, 174, 170, 235, 192, 193, 235,
            205, 223, 235, 222,
        ],
    ]
}
