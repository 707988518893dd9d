import Imaging
import Testing

struct ReshapingTests {
    @Test func `A crop holds the pixels of its rectangle`() {
        let cut = gradient.cropped(to: PixelRectangle(x: 2, y: 1, width: 2, height: 2))
        #expect(cut == Image(width: 2, height: 2, pixels: [56, 40, 48, 84, 40, 64, 56, 80, 64, 84, 80, 80]))
    }

    @Test func `A crop leaves off what lies outside the image`() {
        let cut = gradient.cropped(to: PixelRectangle(x: -5, y: 6, width: 6, height: 9))
        #expect(cut == Image(width: 1, height: 1, pixels: [0, 240, 96]))
        #expect(gradient.cropped(to: PixelRectangle(x: 0, y: 0, width: .max, height: .max)) == gradient)
    }

    @Test(arguments: [
        PixelRectangle(x: 9, y: 0, width: 5, height: 5), PixelRectangle(x: -5, y: 0, width: 5, height: 5),
        PixelRectangle(x: 0, y: 0, width: 0, height: 5), PixelRectangle(x: 0, y: 3, width: 5, height: -1),
        PixelRectangle(x: .max, y: 0, width: .max, height: 1), PixelRectangle(x: .min, y: 0, width: 1, height: 1),
    ])
    func `A crop without a pixel is none`(rectangle: PixelRectangle) {
        #expect(gradient.cropped(to: rectangle) == nil)
    }

    @Test func `Both corners of a box belong to it`() {
        #expect(
            PixelRectangle(from: (x: 5, y: 6), through: (x: 5, y: 9)) == PixelRectangle(x: 5, y: 6, width: 1, height: 4)
        )
    }

    @Test func `An image of its own size stays as it is`() {
        #expect(gradient.resized(width: 9, height: 7) == gradient)
    }

    @Test func `Shrinking weighs the pixels that fall together by their nearness`() {
        let image = Image(width: 4, height: 1, pixels: [0, 0, 0, 100, 100, 100, 200, 200, 200, 240, 240, 240])
        // (5 * 0 + 7 * 100 + 7 * 200 + 5 * 240) / 24, rounded
        #expect(image.resized(width: 1, height: 1).pixels == [138, 138, 138])
    }

    /// Pillow's triangle filter rounds after each pass, hence the tolerance of one.
    @Test func `A resize agrees with Pillow's`() {
        let small = gradient.resized(width: 4, height: 3)
        #expect(distance(small.row(0), [23, 34, 27, 80, 34, 60, 144, 34, 96, 201, 34, 129]) <= 1)
        #expect(distance(small.row(2), [23, 206, 95, 80, 206, 128, 144, 206, 164, 201, 206, 197]) <= 1)
        let large = gradient.resized(width: 12, height: 10).row(4)
        let expected: [UInt8] = [
            0, 106, 42, 18, 106, 52, 39, 106, 64, 60, 106, 76, 81, 106, 88, 102, 106, 100, 123, 106, 112, 144, 106, 124,
            165, 106, 136, 186, 106, 148, 207, 106, 160, 224, 106, 170,
        ]
        #expect(distance(large, expected) <= 1)
    }

    @Test func `The bytes of a resize are fixed`() {
        #expect(
            gradient.resized(width: 2, height: 2).pixels == [61, 63, 60, 163, 63, 118, 61, 177, 106, 163, 177, 164])
    }

    @Test(arguments: [(1, 1), (2, 90), (48, 48), (100, 3), (700, 500)])
    func `An image of one colour keeps it at every size`(width: Int, height: Int) {
        let image = Image(width: 61, height: 37, pixels: [UInt8](repeating: 255, count: 61 * 37 * 3))
        #expect(image.resized(width: width, height: height).pixels.allSatisfy { $0 == 255 })
    }

    @Test func `Shrinking thousands of pixels to one is still their average`() {
        let half = Image(
            width: 6000, height: 1,
            pixels: (0..<6000).flatMap { [UInt8](repeating: $0 % 2 == 0 ? 0 : 200, count: 3) })
        #expect(half.resized(width: 1, height: 1).pixels == [100, 100, 100])
    }
}
