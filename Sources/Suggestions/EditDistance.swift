/// The number of single-character edits that turn one word into another.
///
/// Counts insertions, deletions, substitutions and swaps of two neighbours as one edit each: the restricted
/// Damerau–Levenshtein distance ("optimal string alignment"), in which no part of a word is edited twice.
public func editDistance(_ first: String, _ second: String) -> Int {
    let first = Array(first)
    let second = Array(second)
    var beforePrevious: [Int] = []
    var previous = Array(0...second.count)
    for (row, left) in first.enumerated() {
        var current = [row + 1]
        for (column, right) in second.enumerated() {
            let substituted = previous[column] + (left == right ? 0 : 1)
            var best = min(substituted, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left == second[column - 1], first[row - 1] == right {
                best = min(best, beforePrevious[column - 1] + 1)
            }
            current.append(best)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[second.count]
}
