/// A number of 64 bits that tells whether bytes are still what they were; it protects against accidents, not malice.
struct Fingerprint: Codable, Hashable {
    private var state: UInt64 = 0

    mutating func add(_ word: Int) {
        state = Self.mixed((state ^ UInt64(bitPattern: Int64(word))) &+ 0x9E37_79B9_7F4A_7C15)
    }

    mutating func add(_ bytes: [UInt8]) {
        add(bytes.count)
        bytes.withUnsafeBytes { buffer in
            let whole = buffer.count & ~7
            for offset in stride(from: 0, to: whole, by: 8) {
                add(Int(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: Int.self)))
            }
            for byte in buffer[whole...] { add(Int(byte)) }
        }
    }

    /// The end of SplitMix64: every bit of the word decides about every bit of the result.
    private static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    init() {}

    init(_ bytes: [UInt8]) { add(bytes) }

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let state = UInt64(text, radix: 16) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no fingerprint"))
        }
        self.state = state
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(state, radix: 16))
    }
}
