/// A message in the wire format of Protocol Buffers, written field by field.
///
/// See <https://protobuf.dev/programming-guides/encoding/>. Fields are numbered by the schema of the message.
struct ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    /// How the value of a field is told apart from the next field.
    private enum WireType: UInt64 {
        case varint = 0
        case lengthDelimited = 2
        case fourBytes = 5
    }

    init() {}

    /// Joins parts of one message.
    init(joining parts: [ProtobufMessage]) { bytes = parts.flatMap(\.bytes) }

    mutating func append(_ field: Int, _ value: Int) {
        appendTag(field, .varint)
        appendVarint(UInt64(bitPattern: Int64(value)))
    }

    mutating func append(_ field: Int, _ value: Float) {
        appendTag(field, .fourBytes)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
    }

    mutating func append(_ field: Int, _ value: some Collection<UInt8>) {
        appendTag(field, .lengthDelimited)
        appendVarint(UInt64(value.count))
        bytes += value
    }

    mutating func append(_ field: Int, _ value: String) { append(field, value.utf8) }

    mutating func append(_ field: Int, _ message: ProtobufMessage) { append(field, message.bytes) }

    private mutating func appendTag(_ field: Int, _ type: WireType) {
        appendVarint(UInt64(field) << 3 | type.rawValue)
    }

    /// Seven bits a byte, the lowest first; the eighth tells that more follow.
    private mutating func appendVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
