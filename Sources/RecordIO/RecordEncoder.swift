/// Turns payloads into the bytes of a record file, in memory.
public struct RecordEncoder: Sendable {
    /// The bytes of the records that were appended since the last `removeAll`.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// Appends a payload as one record, in several parts where it contains the magic number.
    ///
    /// - Throws: `RecordError` when the payload has 2²⁹ bytes or more.
    public mutating func append(_ payload: [UInt8]) throws(RecordError) {
        guard payload.count <= RecordFormat.longestPayload else {
            throw RecordError(
                .tooLong, offset: nil, "a record of \(payload.count) bytes; at most 536870911 are possible")
        }
        var start = 0
        for position in Self.magicPositions(in: payload) {
            append(start == 0 ? .first : .middle, payload[start..<position])
            start = position + 4
        }
        append(start == 0 ? .whole : .last, payload[start...])
        bytes.append(contentsOf: repeatElement(0, count: RecordFormat.padded(payload.count) - payload.count))
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    private mutating func append(_ part: RecordFormat.Part, _ payload: ArraySlice<UInt8>) {
        withUnsafeBytes(of: RecordFormat.head(part, length: payload.count).littleEndian) { bytes += $0 }
        bytes += payload
    }

    private static func magicPositions(in payload: [UInt8]) -> [Int] {
        let magic = RecordFormat.magic.littleEndian
        return payload.withUnsafeBytes { bytes in
            var found: [Int] = []
            var position = 0
            while position + 4 <= bytes.count {
                if bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self) == magic { found.append(position) }
                position += 4
            }
            return found
        }
    }
}
