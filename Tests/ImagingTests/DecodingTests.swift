import Foundation
import Imaging
import Testing

struct DecodingTests {
    @Test func `A pixmap is read with comments anywhere in its header`() throws {
        let text = "P6 # made\n# by hand\n2\t#wide\r1\n#end\n255\n"
        let image = try Image(decoding: Array(text.utf8) + [1, 2, 3, 4, 5, 6])
        #expect(image == Image(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6]))
    }

    @Test func `A graymap becomes RGB`() throws {
        let image = try Image(decoding: Array("P5 2 1 255\n".utf8) + [7, 9])
        #expect(image.pixels == [7, 7, 7, 9, 9, 9])
    }

    @Test func `A pixmap's first sample may look like white space or a comment`() throws {
        let image = try Image(decoding: Array("P6 1 1 255\n".utf8) + [0x0A, 0x23, 0x20])
        #expect(image.pixels == [0x0A, 0x23, 0x20])
    }

    @Test func `A PNG is read without loss`() throws {
        #expect(try Image(decoding: Fixtures.png) == gradient)
    }

    @Test func `A PNG of grey, of a palette or of sixteen bits becomes 8-bit RGB`() throws {
        #expect(try Image(decoding: Fixtures.greyPNG).pixels == [0, 0, 0, 128, 128, 128, 255, 255, 255])
        #expect(try Image(decoding: Fixtures.palettePNG).pixels == [255, 0, 0, 0, 255, 0, 0, 0, 255])
        #expect(try Image(decoding: Fixtures.deepPNG).pixels == [0, 0, 0, 128, 128, 128, 255, 255, 255])
    }

    @Test func `The transparent parts of a PNG become white`() throws {
        let pixels = try Image(decoding: Fixtures.transparentPNG).pixels
        #expect(pixels[0..<6] == [255, 0, 0, 255, 255, 255])
        #expect(pixels[6] == pixels[7] && pixels[7] == pixels[8])
    }

    @Test func `A JPEG is read as the reference reads it`() throws {
        let image = try Image(decoding: Fixtures.jpeg)
        #expect(
            image.row(0) == [
                0, 4, 0, 14, 10, 11, 42, 9, 26, 69, 8, 41, 101, 9, 60, 128, 9, 77, 152, 9, 91, 179, 11, 107, 203, 13,
                121,
            ])
        let grey = try Image(decoding: Fixtures.greyJPEG).row(3)
        #expect(grey == [76, 87, 97, 106, 118, 128, 137, 148, 158].flatMap { [$0, $0, $0] })
    }

    @Test func `A bitmap of 24 or 32 bits is read from the bottom up`() throws {
        let expected = Image(
            width: 3, height: 2, pixels: [0, 0, 0, 28, 0, 16, 56, 0, 32, 0, 40, 16, 28, 40, 32, 56, 40, 48])
        #expect(try Image(decoding: Fixtures.bmp24) == expected)
        #expect(try Image(decoding: Fixtures.bmp32) == expected)
    }

    @Test func `A bitmap of negative height is read from the top down`() throws {
        var bytes = Fixtures.bmp24
        bytes.replaceSubrange(22..<26, with: [0xFE, 0xFF, 0xFF, 0xFF])
        #expect(try Image(decoding: bytes).row(0) == [0, 40, 16, 28, 40, 32, 56, 40, 48])
    }

    @Test(arguments: [
        (Fixtures.png, ImageFormat.png, 9, 7), (Fixtures.jpeg, .jpeg, 9, 7), (Fixtures.bmp24, .bmp, 3, 2),
        (Array("P6 3 4 255\n".utf8), .ppm, 3, 4),
    ])
    func `A header gives the size without decoding`(bytes: [UInt8], format: ImageFormat, width: Int, height: Int) throws
    {
        let header = try ImageHeader(of: bytes)
        #expect(header.format == format)
        #expect(header.width == width)
        #expect(header.height == height)
    }

    @Test func `A file is read by its content, whatever its name`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jpg")
        try Data(Fixtures.png).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try Image(file: file.path) == gradient)
    }
}
