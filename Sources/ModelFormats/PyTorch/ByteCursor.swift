/// A place in bytes that moves on as they are read.
struct ByteCursor {
    private let all: UnsafeRawBufferPointer
    private(set) var position: Int

    init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
        all = bytes
        self.position = position
    }

    /// The number of bytes that were not read yet.
    var left: Int { all.count - position }

    mutating func byte() throws(WeightsError) -> UInt8 {
        let bytes = try bytes(1)
        return bytes[0]
    }

    /// Takes bytes, which are the file's own and no copy.
    mutating func bytes(_ count: Int) throws(WeightsError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= left else {
            throw WeightsError(
                .truncated, "at byte \(position): it is cut off: \(count) bytes are announced, there are \(left)")
        }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: all[position..<position + count])
    }

    /// Takes a little-endian number without a sign.
    mutating func size(bytes count: Int) throws(WeightsError) -> Int {
        let place = position
        var value: UInt64 = 0
        for (index, byte) in try bytes(count).enumerated() { value |= UInt64(byte) << (8 * UInt64(index)) }
        guard let size = Int(exactly: value) else {
            throw WeightsError(.malformed, "at byte \(place): \(value) is no size of anything")
        }
        return size
    }

    /// Takes a line, without its end.
    mutating func line() throws(WeightsError) -> String {
        let end = all[position...].firstIndex(of: UInt8(ascii: "\n"))
        guard let end else { throw WeightsError(.truncated, "at byte \(position): it is cut off in a line of text") }
        defer { position = end + 1 }
        return String(decoding: all[position..<end], as: UTF8.self)
    }
}
