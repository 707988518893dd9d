/// The generator SplitMix64 of Steele, Lea and Flood (2014): small, well mixed, and the same on every machine.
struct SplitMix64: RandomNumberGenerator {
    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    /// A number that depends on the seed and on all of the texts, and on nothing else.
    static func rank(of texts: [String], seed: UInt64) -> UInt64 {
        var generator = SplitMix64(seed: seed)
        var rank = generator.next()
        for text in texts {
            for byte in text.utf8 { rank = mixed((rank ^ UInt64(byte)) &+ increment) }
            // No UTF-8 text has this byte, so it tells where one ends.
            rank = mixed((rank ^ 0xFF) &+ increment)
        }
        return rank
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
