/// Everything that a step's result may depend on.
struct Closure {
    let declarations: [Declaration]

    init(from start: some Sequence<Int>, in index: inout NameIndex) {
        var seen = Set(start).union(index.ambient)
        var open = Array(seen)
        while let next = open.popLast() {
            for used in index.uses(of: next) where seen.insert(used).inserted { open.append(used) }
        }
        declarations = seen.map { index.entries[$0].declaration }
    }

    /// The digest of the closure; moving a declaration to another place or file doesn't count.
    var digest: Digest { Digest(of: ["code 1", Digest(combining: declarations.map(\.digest)).hex]) }

    /// The flags of `#if` on which it hangs.
    var flags: [String] { declarations.reduce(into: Set<String>()) { $0.formUnion($1.flags) }.sorted() }

    var isDigestible: Bool { !declarations.contains(where: \.isUndigestible) }

    /// A line for each label: what is called so, and the beginning of its digest.
    var listing: String {
        Dictionary(grouping: declarations, by: \.label)
            .map { label, same in
                let digest = same.count == 1 ? same[0].digest : Digest(combining: same.map(\.digest))
                return "\(label) \(digest.short)"
            }
            .sorted().joined(separator: "\n")
    }
}
