/// Source that differs with the flags which the compiler is called with, such as `DEBUG`.
///
/// Which clause of an `#if` holds isn't known when digests are made, yet a debug build may give another result than a
/// release build: so the compiler picks the digest by the same flags.
struct FlagVariants {
    let flags: [String]

    /// With more flags than that, no digest is generated.
    static let limit = 3

    /// Writes one text for each set of flags, the texts without `#if` where there are no flags.
    func lines(indent: String, _ text: (Set<String>) -> [String]) -> [String] {
        let sets = (0..<(1 << flags.count)).reversed().map { bits in
            flags.indices.filter { bits & (1 << $0) != 0 }.map { flags[$0] }
        }.sorted { $0.count > $1.count }
        var lines: [String] = []
        for (index, set) in sets.enumerated() {
            if flags.isEmpty { return text([]) }
            let condition = set.joined(separator: " && ")
            lines.append(set.isEmpty ? "\(indent)#else" : "\(indent)\(index == 0 ? "#if" : "#elseif") \(condition)")
            lines += text(Set(set))
        }
        return lines + ["\(indent)#endif"]
    }

    /// The digest of something under a set of flags.
    static func digest(_ digest: Digest, under flags: Set<String>) -> Digest {
        flags.isEmpty ? digest : Digest(of: [digest.hex] + flags.sorted())
    }
}
