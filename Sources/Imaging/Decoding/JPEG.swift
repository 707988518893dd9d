internal import CCodecs

/// JPEG through libjpeg.
enum JPEG {
    static func header(of bytes: [UInt8]) throws(ImageError) -> ImageHeader { try codec.header(of: bytes) }
    static func decode(_ bytes: [UInt8]) throws(ImageError) -> Image { try codec.decode(bytes) }

    private static var codec: Codec { Codec(format: .jpeg, readSize: codecs_jpeg_size, decode: codecs_jpeg_decode) }
}
