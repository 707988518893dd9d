import ContentHash

/// The same numbers in every run of the tests.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

extension String {
    static func random(using random: inout SeededRandom) -> String {
        let scalars = "ab\"\\/\n\u{0}\u{1f}é🛑\u{2028} 0".unicodeScalars
        return String(
            String.UnicodeScalarView(
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    scalars.randomElement(using: &random) ?? "a"
                }))
    }
}

extension JSON {
    static func random(using random: inout SeededRandom, depth: Int) -> JSON {
        switch Int.random(in: 0...(depth == 0 ? 4 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .int(Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random))
        case 3:
            let value = Double(bitPattern: random.next())
            return .double(value.isFinite ? value : 0)
        case 4: return .string(.random(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in .random(using: &random, depth: depth - 1) })
        default:
            var fields: [String: JSON] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                fields[.random(using: &random)] = .random(using: &random, depth: depth - 1)
            }
            return .object(fields)
        }
    }
}
