/// The names that a piece of source mentions, as far as syntax alone can tell.
struct Words {
    /// Names with the names that follow them after dots: `Imaging.resize(x)` gives `["Imaging", "resize"]`.
    private(set) var chains: Set<[String]> = []

    /// Names after a dot that follows anything but a name: `f().scale` and `.scale` give `scale`.
    private(set) var dotted: Set<String> = []

    private var chain: [String] = []
    private var previous = Previous.other

    private enum Previous { case other, name, dotAfterName, dot }

    /// The names that are looked up without a dot before them.
    var bases: Set<String> { Set(chains.lazy.compactMap(\.first)) }

    mutating func name(_ text: String) {
        let name = text.hasPrefix("`") ? String(text.dropFirst().dropLast()) : text
        switch previous {
        case .dotAfterName: chain.append(name)
        case .dot:
            dotted.insert(name)
            previous = .other
            return
        case .name, .other:
            finish()
            chain = [name]
        }
        previous = .name
    }

    mutating func dot() {
        previous = previous == .name ? .dotAfterName : .dot
    }

    /// A token that is neither a name nor a dot.
    mutating func other() {
        finish()
        previous = .other
    }

    /// Adds a name that no token spells.
    mutating func mention(_ name: String) { chains.insert([name]) }

    mutating func merge(_ other: Self) {
        chains.formUnion(other.chains)
        dotted.formUnion(other.dotted)
    }

    private mutating func finish() {
        guard !chain.isEmpty else { return }
        chains.insert(chain)
        chain = []
    }
}
