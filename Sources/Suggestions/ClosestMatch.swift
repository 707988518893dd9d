/// Finds the name that someone most likely meant by a mistyped word.
///
/// A name is close when it differs in at most a third of its letters (three at most, but always one), when it
/// differs in case alone, or when the word, of at least three letters, is how it begins. Of several equally close
/// names the first one wins, so the caller's order decides.
///
///     closest(to: "epohcs", among: ["epochs", "images"])   // "epochs"
///
/// - Returns: The closest name, or nil when none is close enough to be worth showing.
public func closest(to word: String, among names: some Sequence<String>) -> String? {
    let wanted = word.lowercased()
    var best: (name: String, distance: Int)?
    for name in names where name != word {
        let candidate = name.lowercased()
        let limit = min(3, max(1, max(wanted.count, candidate.count) / 3))
        // The distance is never below the difference in length, which costs nothing to compare first.
        guard abs(wanted.count - candidate.count) <= limit || candidate.hasPrefix(wanted) else { continue }
        var distance = editDistance(wanted, candidate)
        if distance > limit || distance >= wanted.count {
            guard wanted.count >= 3, candidate.hasPrefix(wanted) else { continue }
            distance = limit + 1
        }
        if best.map({ distance < $0.distance }) ?? true { best = (name, distance) }
    }
    return best?.name
}

/// Ends an error message with the closest name: "; did you mean 'epochs'?", or with nothing when none is close.
public func suggestion(for word: String, among names: some Sequence<String>) -> String {
    guard let name = closest(to: word, among: names) else { return "" }
    return "; did you mean '\(name)'?"
}
