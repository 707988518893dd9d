/// SplitMix64: the same numbers on every machine and with every version of Swift.
struct RandomSource {
    private var state: UInt64

    /// Starts a sequence of its own for each combination of keys.
    init(_ keys: UInt64...) {
        state = 0
        for key in keys { state = next() ^ key }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number that is at most `limit` away from zero.
    mutating func around(_ limit: Double) -> Double {
        (Double(next() >> 11) * 0x1p-52 - 1) * limit
    }

    /// A number from 0 to a limit.
    mutating func upTo(_ limit: Double) -> Double { Double(next() >> 11) * 0x1p-53 * limit }

    /// A number from 0 that is less than `bound`.
    mutating func index(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// The numbers from 0 that are less than `count`, in random order.
    mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, index(below: last + 1)) }
        return order
    }
}
