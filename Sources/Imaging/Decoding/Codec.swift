internal import CCodecs

/// A codec of the C target: how its results become images and its messages errors.
struct Codec {
    typealias ReadSize = (
        UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?,
        UnsafeMutablePointer<CChar>?
    ) -> codecs_status
    typealias Decode = (
        UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UInt8>?, Int32, Int32, UnsafeMutablePointer<CChar>?
    ) -> codecs_status

    let format: ImageFormat
    let readSize: ReadSize
    let decode: Decode

    func header(of bytes: [UInt8]) throws(ImageError) -> ImageHeader {
        var (width, height) = (Int32(0), Int32(0))
        try call { message in
            bytes.withUnsafeBufferPointer { readSize($0.baseAddress, $0.count, &width, &height, message) }
        }
        return try ImageHeader(format: format, width: Int(width), height: Int(height))
    }

    func decode(_ bytes: [UInt8]) throws(ImageError) -> Image {
        let header = try header(of: bytes)
        var pixels: [UInt8] = []
        try call { message in
            var status = CODECS_OK
            pixels = [UInt8](unsafeUninitializedCapacity: header.sampleCount) { target, count in
                status = bytes.withUnsafeBufferPointer { source in
                    decode(
                        source.baseAddress, source.count, target.baseAddress, Int32(header.width),
                        Int32(header.height), message)
                }
                count = status == CODECS_OK ? header.sampleCount : 0
            }
            return status
        }
        return Image(width: header.width, height: header.height, pixels: pixels)
    }

    private func call(_ body: (UnsafeMutablePointer<CChar>?) -> codecs_status) throws(ImageError) {
        var status = CODECS_OK
        let message = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CODECS_MESSAGE_SIZE)) { room in
            room.initialize(repeating: 0)
            status = body(room.baseAddress)
            return status == CODECS_OK ? "" : room.baseAddress.map { String(cString: $0) } ?? ""
        }
        switch status {
        case CODECS_OK: return
        case CODECS_TRUNCATED: throw ImageError(.truncated, format, message)
        case CODECS_UNSUPPORTED: throw ImageError(.unsupported, format, message)
        case CODECS_NO_MEMORY: throw ImageError(.tooLarge, format, "there is not enough memory to decode it")
        default: throw ImageError(.corrupt, format, message)
        }
    }
}
