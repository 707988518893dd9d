internal import Suggestions

/// Reads a filter such as `accuracy > 0.98 and (pipeline = road_sign or not status = failed)`.
///
/// `not` binds closest, then `and`, then `or`.
struct FilterParser {
    private let text: String
    private let vocabulary: RunVocabulary
    private var tokens: ArraySlice<FilterToken>
    private var depth = 0

    /// Deeper nesting than anyone writes by hand.
    private static let deepest = 100

    /// More comparisons than anyone writes by hand: each `or` is a level of the tree.
    private static let mostComparisons = 500
    private var comparisons = 0

    /// Reads a whole filter.
    /// - Throws: The first mistake.
    static func condition(
        _ text: String, _ vocabulary: RunVocabulary
    ) throws(FilterError) -> RunCondition {
        var parser = FilterParser(
            text: text, vocabulary: vocabulary, tokens: try FilterToken.tokens(of: text)[...])
        guard parser.next.kind != .end else { throw parser.mistake("the filter is empty", at: 0..<0) }
        let condition = try parser.alternatives()
        switch parser.next.kind {
        case .end: return condition
        case .close: throw parser.mistake("this ')' closes nothing")
        default: throw parser.mistake("expected 'and' or 'or' here")
        }
    }

    private init(text: String, vocabulary: RunVocabulary, tokens: ArraySlice<FilterToken>) {
        self.text = text
        self.vocabulary = vocabulary
        self.tokens = tokens
    }

    /// The next token; the last one is never taken.
    private var next: FilterToken { tokens[tokens.startIndex] }

    private mutating func take() -> FilterToken {
        let token = next
        if token.kind != .end { tokens = tokens.dropFirst() }
        return token
    }

    private mutating func takes(_ joint: String) -> Bool {
        guard next.joint == joint else { return false }
        _ = take()
        return true
    }

    private func mistake(_ message: String, at place: Range<Int>? = nil) -> FilterError {
        FilterError(message, in: text, at: place ?? next.place)
    }

    private mutating func alternatives() throws(FilterError) -> RunCondition {
        var condition = try conjunction()
        while takes("or") { condition = .any(condition, try conjunction()) }
        return condition
    }

    private mutating func conjunction() throws(FilterError) -> RunCondition {
        var condition = try negation()
        while takes("and") { condition = .all(condition, try negation()) }
        return condition
    }

    private mutating func negation() throws(FilterError) -> RunCondition {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw mistake("the filter is nested too deeply") }
        if takes("not") { return .not(try negation()) }
        guard next.kind == .open else { return try comparison() }
        let open = take()
        let condition = try alternatives()
        switch next.kind {
        case .close: _ = take()
        case .end: throw mistake("this '(' is never closed", at: open.place)
        default: throw mistake("expected 'and', 'or' or ')' here")
        }
        return condition
    }

    private mutating func comparison() throws(FilterError) -> RunCondition {
        let token = next
        comparisons += 1
        guard comparisons <= Self.mostComparisons else {
            throw mistake("the filter has more than \(Self.mostComparisons) comparisons")
        }
        let name: String
        switch token.kind {
        case .word(let word) where token.joint == nil: name = word
        case .quoted(let word): name = word
        case .end: throw mistake("the filter ends where a name is expected, such as 'pipeline'")
        default: throw mistake("expected a name here, such as 'pipeline'")
        }
        _ = take()
        let field = try vocabulary.field(name, in: text, at: token.place)
        guard case .relation(let relation) = next.kind else {
            let signs = "=, !=, <, <=, >, >= or ~"
            throw mistake(
                next.kind == .end ? "after '\(name)' \(signs) is missing" : "expected \(signs) after '\(name)'")
        }
        _ = take()
        let value = next
        switch value.kind {
        case .word(let word):
            _ = take()
            return .comparison(field, relation, try operand(word, isQuoted: false, field, relation, value.place))
        case .quoted(let word):
            _ = take()
            return .comparison(field, relation, try operand(word, isQuoted: true, field, relation, value.place))
        case .end: throw mistake("the filter ends where a value is expected")
        default: throw mistake("expected a value here")
        }
    }

    private func operand(
        _ word: String, isQuoted: Bool, _ field: RunField, _ relation: FilterToken.Relation, _ place: Range<Int>
    ) throws(FilterError) -> RunOperand {
        func refuse(_ what: String) -> FilterError { mistake("'\(field.name)' is \(what), not '\(word)'", at: place) }
        if relation == .contains, [.number, .duration, .date].contains(field.kind) {
            throw mistake("'~' compares texts, and '\(field.name)' is none", at: place)
        }
        switch field.kind {
        case .number:
            guard let number = Double(word) else { throw refuse("compared with a number") }
            return .number(number)
        case .duration:
            guard let seconds = FilterQuantity.seconds(word) else {
                throw refuse("compared with a length of time such as 90, 45s or 1h30m")
            }
            return .number(seconds)
        case .date:
            guard let moments = try? UTCTime.moments(word) else {
                throw refuse("compared with a date such as 2026-11-01 or 2026-11-01T08:30, in UTC")
            }
            return .moments(from: moments.lowerBound, to: moments.upperBound)
        case .choice(let words):
            guard relation == .contains || words.contains(word) else {
                throw mistake(
                    "'\(field.name)' is \(words.dropLast().joined(separator: ", ")) or \(words.last ?? ""), not '\(word)'"
                        + suggestion(for: word, among: words), at: place)
            }
            return .text(word)
        case .text: return .text(word)
        case .anything: return isQuoted ? .text(word) : Double(word).map { .either($0, word) } ?? .text(word)
        }
    }
}
