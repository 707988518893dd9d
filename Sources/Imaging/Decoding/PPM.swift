/// Binary portable pixmaps (P6) and graymaps (P5) with 8-bit samples.
enum PPM {
    static func header(of bytes: [UInt8]) throws(ImageError) -> ImageHeader {
        try layout(of: bytes).header
    }

    static func decode(_ bytes: [UInt8]) throws(ImageError) -> Image {
        let (header, channels, start) = try layout(of: bytes)
        let needed = header.width * header.height * channels
        guard bytes.count - start >= needed else {
            throw ImageError(
                .truncated, .ppm,
                "\(header.width) x \(header.height) pixels need \(needed) bytes, there are \(bytes.count - start)")
        }
        if channels == 3 {
            return Image(
                width: header.width, height: header.height, pixels: Array(bytes[start..<start + needed]))
        }
        let pixels = [UInt8](unsafeUninitializedCapacity: header.sampleCount) { target, count in
            bytes.withUnsafeBufferPointer { source in
                var at = 0
                for index in start..<start + needed {
                    let grey = source[index]
                    target[at] = grey
                    target[at + 1] = grey
                    target[at + 2] = grey
                    at += 3
                }
            }
            count = header.sampleCount
        }
        return Image(width: header.width, height: header.height, pixels: pixels)
    }

    private static func layout(
        of bytes: [UInt8]
    ) throws(ImageError) -> (header: ImageHeader, channels: Int, start: Int) {
        var at = 2
        let width = try number("width", in: bytes, at: &at)
        let height = try number("height", in: bytes, at: &at)
        let maximum = try number("maximum value", in: bytes, at: &at)
        guard maximum == 255 else {
            throw ImageError(.unsupported, .ppm, "its maximum value is \(maximum); only 255 is read")
        }
        guard at < bytes.count else {
            throw ImageError(.truncated, .ppm, "it ends after its header")
        }
        guard isSpace(bytes[at]) else {
            throw ImageError(.corrupt, .ppm, "no white space after the maximum value (byte \(at))")
        }
        let header = try ImageHeader(format: .ppm, width: width, height: height)
        return (header, bytes[1] == 0x36 ? 3 : 1, at + 1)
    }

    /// Reads a decimal number after white space and comments.
    private static func number(_ name: String, in bytes: [UInt8], at: inout Int) throws(ImageError) -> Int {
        let start = at
        while at < bytes.count, isSpace(bytes[at]) || bytes[at] == 0x23 {
            if bytes[at] == 0x23 {
                while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
            } else {
                at += 1
            }
        }
        guard at < bytes.count else { throw ImageError(.truncated, .ppm, "it ends before its \(name)") }
        guard at > start, isDigit(bytes[at]) else {
            throw ImageError(.corrupt, .ppm, "no number where its \(name) should be (byte \(at))")
        }
        var value = 0
        while at < bytes.count, isDigit(bytes[at]) {
            value = value * 10 + Int(bytes[at] - 0x30)
            guard value <= Int(Int32.max) else {
                throw ImageError(.corrupt, .ppm, "its \(name) does not end where a number should (byte \(at))")
            }
            at += 1
        }
        return value
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
