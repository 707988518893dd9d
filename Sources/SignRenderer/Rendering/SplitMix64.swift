/// A small generator of random numbers that gives the same ones on every machine.
///
/// Source: Steele, Lea, Flood, “Fast splittable pseudorandom number generators”, 2014.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Makes a generator for one part of a larger whole, so that no part depends on how many others there are.
    init(seed: UInt64, path: [UInt64]) {
        state = seed
        for number in path { state = next() ^ number &* 0xD6E8_FEB8_6659_FD93 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A number from 0 up to but without 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// A number between two others.
    mutating func number(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// A whole number below a limit; the slight bias does not matter for pictures.
    mutating func index(below limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }
}
