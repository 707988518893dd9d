/// Windows bitmaps of 24 or 32 bits without compression; the fourth byte of 32 is ignored.
enum BMP {
    static func header(of bytes: [UInt8]) throws(ImageError) -> ImageHeader {
        try layout(of: bytes).header
    }

    static func decode(_ bytes: [UInt8]) throws(ImageError) -> Image {
        let layout = try layout(of: bytes)
        let (width, height) = (layout.header.width, layout.header.height)
        let step = layout.bytesPerPixel
        let stride = (width * step + 3) & ~3
        let available = bytes.count - layout.start
        // The padding of the last row is often left out.
        let needed = stride * (height - 1) + width * step
        guard available >= needed else {
            throw ImageError(
                .truncated, .bmp, "\(width) x \(height) pixels need \(needed) bytes, there are \(max(0, available))")
        }
        let pixels = [UInt8](unsafeUninitializedCapacity: layout.header.sampleCount) { target, count in
            bytes.withUnsafeBufferPointer { source in
                var to = 0
                for row in 0..<height {
                    var from = layout.start + (layout.startsAtTop ? row : height - 1 - row) * stride
                    for _ in 0..<width {
                        target[to] = source[from + 2]
                        target[to + 1] = source[from + 1]
                        target[to + 2] = source[from]
                        to += 3
                        from += step
                    }
                }
            }
            count = layout.header.sampleCount
        }
        return Image(width: width, height: height, pixels: pixels)
    }

    private struct Layout {
        let header: ImageHeader
        let bytesPerPixel: Int
        let start: Int
        let startsAtTop: Bool
    }

    private static func layout(of bytes: [UInt8]) throws(ImageError) -> Layout {
        guard bytes.count >= 18 else { throw ImageError(.truncated, .bmp, "it ends within its header") }
        let headerSize = integer(bytes, 14)
        guard headerSize >= 40 else {
            throw ImageError(.unsupported, .bmp, "its header has \(headerSize) bytes; at least 40 are read")
        }
        guard bytes.count >= 54 else { throw ImageError(.truncated, .bmp, "it ends within its header") }
        let start = Int(UInt32(truncatingIfNeeded: integer(bytes, 10)))
        let height = integer(bytes, 22)
        let bits = integer(bytes, 28) & 0xFFFF
        let compression = integer(bytes, 30)
        guard compression == 0 else {
            throw ImageError(.unsupported, .bmp, "its compression is \(compression); only 0 (none) is read")
        }
        guard bits == 24 || bits == 32 else {
            throw ImageError(.unsupported, .bmp, "it has \(bits) bits per pixel; only 24 and 32 are read")
        }
        guard start >= 54 else {
            throw ImageError(.corrupt, .bmp, "its pixels start at byte \(start), within its header")
        }
        return Layout(
            header: try ImageHeader(format: .bmp, width: integer(bytes, 18), height: abs(height)),
            bytesPerPixel: bits / 8, start: start, startsAtTop: height < 0)
    }

    /// Reads a signed little-endian integer of four bytes.
    private static func integer(_ bytes: [UInt8], _ at: Int) -> Int {
        let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << (8 * UInt32($1)) }
        return Int(Int32(bitPattern: value))
    }
}
