import Imaging

extension Fuzzer {
    /// All formats of images, told apart by their first bytes.
    static let images = Fuzzer(
        name: "images",
        trials: [
            { bytes in
                guard let header = try accepted(ImageError.self, { try ImageHeader(of: bytes) }) else {
                    must(try accepted(ImageError.self) { try Image(decoding: bytes) } == nil, "a header is needed")
                    return
                }
                // Larger ones take a while, and teach nothing more.
                guard header.width * header.height <= 1 << 20 else { return }
                guard let image = try accepted(ImageError.self, { try Image(decoding: bytes) }) else { return }
                must(image.width == header.width && image.height == header.height, "an image has its header's size")
                must(try Image(decoding: image.encodedPNG()) == image, "an image is read again")
                _ = image.resized(width: 5, height: 7)
                let middle = PixelRectangle(x: image.width / 2, y: image.height / 2, width: 3, height: 2)
                must(image.cropped(to: middle) != nil, "the middle is in the image")
            }
        ])
}
