internal import CCodecs

/// PNG through libpng.
enum PNG {
    static func header(of bytes: [UInt8]) throws(ImageError) -> ImageHeader { try codec.header(of: bytes) }
    static func decode(_ bytes: [UInt8]) throws(ImageError) -> Image { try codec.decode(bytes) }

    private static var codec: Codec { Codec(format: .png, readSize: codecs_png_size, decode: codecs_png_decode) }
}
