/// Finds images that look alike by their perceptual hashes.
struct NearDuplicates {
    /// How many of the 64 bits may differ.
    let distance: Int

    init(distance: Int) {
        precondition((0...15).contains(distance), "hashes that differ in more bits than 15 say nothing")
        self.distance = distance
    }

    /// The pairs of places whose hashes differ in few bits, by place.
    ///
    /// Of `distance + 1` bands of bits one at least is the same in both, so only hashes with a band in common are compared.
    /// - Parameters:
    ///   - hashes: The hashes; `nil` for what looks like nothing else.
    ///   - isWanted: Tells whether a pair of near hashes counts.
    /// - Returns: The places of each pair, the lower one first.
    func pairs(of hashes: [UInt64?], isWanted: (Int, Int) -> Bool) -> [(Int, Int)] {
        var found: Set<Pair> = []
        let bands = distance + 1
        for band in 0..<bands {
            let low = 64 * band / bands, high = 64 * (band + 1) / bands
            let mask: UInt64 = high - low == 64 ? .max : (1 << UInt64(high - low)) - 1
            var members: [UInt64: [Int]] = [:]
            for (place, hash) in hashes.enumerated() {
                if let hash { members[hash >> UInt64(low) & mask, default: []].append(place) }
            }
            for places in members.values {
                for (index, second) in places.enumerated() {
                    for first in places[..<index] {
                        guard let one = hashes[first], let other = hashes[second] else { continue }
                        if (one ^ other).nonzeroBitCount <= distance, isWanted(first, second) {
                            found.insert(Pair(first: first, second: second))
                        }
                    }
                }
            }
        }
        return found.map { ($0.first, $0.second) }.sorted { $0 < $1 }
    }

    private struct Pair: Hashable {
        let first: Int
        let second: Int
    }
}
