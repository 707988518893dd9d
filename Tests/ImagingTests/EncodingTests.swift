import Imaging
import Testing

struct EncodingTests {
    @Test func `A pixmap has the header of GTSRB's files`() {
        let image = Image(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6])
        #expect(image.encodedPPM() == Array("P6\n2 1\n255\n".utf8) + [1, 2, 3, 4, 5, 6])
    }

    @Test func `A PNG gives the image back and is always the same`() throws {
        let bytes = gradient.encodedPNG()
        #expect(try Image(decoding: bytes) == gradient)
        #expect(bytes == gradient.encodedPNG())
    }

    @Test func `An image of more than a million columns can be encoded`() {
        let wide = Image(width: 1_000_001, height: 1, pixels: [UInt8](repeating: 7, count: 3_000_003))
        #expect(wide.encodedPNG().starts(with: [0x89, 0x50, 0x4e, 0x47]))
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (48, 48), (257, 129)])
    func `A PNG of pixels that cannot be compressed fits as well`(width: Int, height: Int) throws {
        var state: UInt32 = 1
        let noise = (0..<width * height * 3).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        let image = Image(width: width, height: height, pixels: noise)
        #expect(try Image(decoding: image.encodedPNG()) == image)
    }
}
