import Foundation
import Imaging
import Testing

struct DecodingErrorTests {
    @Test(arguments: [
        ("", "the image is empty: it has no bytes"),
        ("GIF89a", "not an image that can be read: it starts with 47 49 46 38, as no PPM, PNG, JPEG or BMP does"),
        ("P6", "truncated PPM image: it ends before its width"),
        ("P6\n# only a comment", "truncated PPM image: it ends before its width"),
        ("P61 1 255\n", "corrupt PPM image: no number where its width should be (byte 2)"),
        ("P6 a", "corrupt PPM image: no number where its width should be (byte 3)"),
        ("P6 2 -1 255\n", "corrupt PPM image: no number where its height should be (byte 5)"),
        ("P6 2", "truncated PPM image: it ends before its height"),
        ("P6 2 2 255", "truncated PPM image: it ends after its header"),
        ("P6 2 2 255a", "corrupt PPM image: no white space after the maximum value (byte 10)"),
        ("P6 2 2 255\nabc", "truncated PPM image: 2 x 2 pixels need 12 bytes, there are 3"),
        ("P6 2 2 65535\n", "unsupported PPM image: its maximum value is 65535; only 255 is read"),
        ("P6 0 2 255\n", "corrupt PPM image: its size is 0 x 2"),
        (
            "P6 8193 8192 255\n",
            "too large PPM image: 8193 x 8192 pixels; at most 67108864 are decoded, so scale it down first"
        ),
        (
            "P6 99999999999999999999 1 255\n",
            "corrupt PPM image: its width does not end where a number should (byte 12)"
        ),
    ])
    func `A damaged pixmap is refused with the reason`(text: String, message: String) {
        expect(Array(text.utf8), message)
    }

    @Test func `A truncated PNG is refused with libpng's reason`() {
        expect(Array(Fixtures.png.prefix(20)), "truncated PNG image: read beyond end of data")
        expect(Array(Fixtures.png.prefix(60)), "truncated PNG image: read beyond end of data")
    }

    @Test func `A damaged PNG is refused with libpng's reason`() {
        var bytes = Fixtures.png
        bytes[45] ^= 0xFF
        expect(bytes, "corrupt PNG image: IDAT: invalid distance too far back")
        bytes = Fixtures.png
        bytes[bytes.count - 16] ^= 0xFF
        expect(bytes, "corrupt PNG image: IDAT: CRC error")
        expect([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0], "corrupt PNG image: PNG file corrupted by ASCII conversion")
    }

    @Test func `A truncated JPEG is refused, where libjpeg would only warn`() {
        expect(Array(Fixtures.jpeg.dropLast(20)), "truncated JPEG image: Premature end of JPEG file")
        expect(Array(Fixtures.jpeg.prefix(40)), "truncated JPEG image: Premature end of JPEG file")
    }

    @Test func `A damaged bitmap is refused with the reason`() {
        expect(Array(Fixtures.bmp24.prefix(10)), "truncated BMP image: it ends within its header")
        expect(Array(Fixtures.bmp24.prefix(53)), "truncated BMP image: it ends within its header")
        expect(Array(Fixtures.bmp24.prefix(70)), "truncated BMP image: 3 x 2 pixels need 21 bytes, there are 16")
        expect(changed(10, to: 20), "corrupt BMP image: its pixels start at byte 20, within its header")
        expect(changed(14, to: 12), "unsupported BMP image: its header has 12 bytes; at least 40 are read")
        expect(changed(28, to: 8), "unsupported BMP image: it has 8 bits per pixel; only 24 and 32 are read")
        expect(changed(30, to: 1), "unsupported BMP image: its compression is 1; only 0 (none) is read")
    }

    @Test func `A file that cannot be read is named`() {
        let missing = #expect(throws: ImageError.self) { try Image(file: "/no/such.ppm") }
        #expect(missing?.description == "/no/such.ppm: cannot read the image: No such file or directory")
        let folder = #expect(throws: ImageError.self) { try Image(file: "/") }
        #expect(folder?.description == "/: cannot read the image: it is a folder")
    }

    /// Every prefix and every flipped byte is an image or an `ImageError`; nothing traps, exits or reads too far.
    @Test(arguments: [
        Fixtures.png, Fixtures.jpeg, Fixtures.greyJPEG, Fixtures.palettePNG, Fixtures.bmp24, Fixtures.bmp32,
        gradient.encodedPPM(),
    ])
    func `No damage makes decoding trap`(bytes: [UInt8]) {
        for position in bytes.indices {
            _ = try? Image(decoding: Array(bytes.prefix(position)))
            var damaged = bytes
            damaged[position] ^= 0x5A
            // A size of many megapixels is legal, and slow to decode in a debug build.
            if let header = try? ImageHeader(of: damaged), header.width * header.height > 1 << 16 { continue }
            _ = try? Image(decoding: damaged)
        }
    }

    private func changed(_ position: Int, to byte: UInt8) -> [UInt8] {
        var bytes = Fixtures.bmp24
        bytes[position] = byte
        return bytes
    }

    private func expect(
        _ bytes: [UInt8], _ message: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: ImageError.self, sourceLocation: sourceLocation) { try Image(decoding: bytes) }
        #expect(error?.description == message, sourceLocation: sourceLocation)
    }
}
