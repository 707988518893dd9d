internal import CCodecs

extension Image {
    /// Encodes the image as PNG, without loss and always to the same bytes for one version of libpng and zlib.
    ///
    /// Speed comes before size: the lowest level of compression and one fixed filter.
    public func encodedPNG() -> [UInt8] {
        let capacity = codecs_png_bound(Int32(width), Int32(height))
        return [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CODECS_MESSAGE_SIZE)) { message in
                message.initialize(repeating: 0)
                let status = pixels.withUnsafeBufferPointer { source in
                    codecs_png_encode(
                        source.baseAddress, Int32(width), Int32(height), target.baseAddress, target.count, &count,
                        message.baseAddress)
                }
                let text = message.baseAddress.map { String(cString: $0) } ?? ""
                precondition(status == CODECS_OK, "every image can be encoded as PNG, but: \(text)")
            }
        }
    }

    /// Encodes the image as a binary portable pixmap (P6) with the header that GTSRB's files have.
    public func encodedPPM() -> [UInt8] {
        var bytes = Array("P6\n\(width) \(height)\n255\n".utf8)
        bytes.reserveCapacity(bytes.count + pixels.count)
        bytes += pixels
        return bytes
    }
}
