internal import ContentHash

/// The numbers by which a random search draws: each depends on the seed, the parameter and its place alone.
///
/// So more draws begin with those of fewer, and a further parameter leaves those of the others as they were.
struct SweepDraw {
    let seed: Int

    /// A number from 0 up to 1.
    func fraction(_ purpose: String, of parameter: String, _ place: Int) -> Double {
        var hash = TaggedHash(domain: "pipeline.sweep")
        hash.add("seed", "\(seed)")
        hash.add("parameter", parameter)
        hash.add("purpose", purpose)
        hash.add("place", "\(place)")
        let bits = hash.finish().bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(bits >> 11) / Double(UInt64(1) << 53)
    }
}
