/// A word, sign or quoted text of a filter.
struct FilterToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case open, close
        case relation(Relation)
        /// A bare word: a name, a value, or one of `and`, `or` and `not`.
        case word(String)
        case quoted(String)
        case end
    }

    let kind: Kind
    /// The characters that it takes, counted from 0.
    let place: Range<Int>

    /// How two values are compared.
    enum Relation: String, Hashable, Sendable, CaseIterable {
        case equal = "=", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
        case contains = "~"
    }

    /// The word in lower case, where it is one that joins conditions.
    var joint: String? {
        guard case .word(let word) = kind else { return nil }
        let lower = word.lowercased()
        return ["and", "or", "not"].contains(lower) ? lower : nil
    }
}

extension FilterToken {
    /// Splits a text into tokens, the last of which is ``Kind/end``.
    static func tokens(of text: String) throws(FilterError) -> [FilterToken] {
        let characters = Array(text)
        var tokens: [FilterToken] = []
        var place = 0
        while place < characters.count {
            let start = place
            let character = characters[place]
            place += 1
            switch character {
            case _ where character.isWhitespace: continue
            case "(": tokens.append(FilterToken(kind: .open, place: start..<place))
            case ")": tokens.append(FilterToken(kind: .close, place: start..<place))
            case "=", "!", "<", ">", "~":
                if place < characters.count, characters[place] == "=", character != "~" { place += 1 }
                // `==` is what programmers write for `=`.
                let sign = place - start == 2 && character == "=" ? "=" : String(characters[start..<place])
                guard let relation = Relation(rawValue: sign) else {
                    throw FilterError(
                        "'!' stands before '=' only; for the opposite write 'not'", in: text, at: start..<place)
                }
                tokens.append(FilterToken(kind: .relation(relation), place: start..<place))
            case "'", "\"":
                guard let end = characters[place...].firstIndex(of: character) else {
                    throw FilterError("this quote is never closed", in: text, at: start..<start + 1)
                }
                tokens.append(FilterToken(kind: .quoted(String(characters[place..<end])), place: start..<end + 1))
                place = end + 1
            default:
                while place < characters.count, !isBoundary(characters[place]) { place += 1 }
                tokens.append(FilterToken(kind: .word(String(characters[start..<place])), place: start..<place))
            }
        }
        return tokens + [FilterToken(kind: .end, place: characters.count..<characters.count)]
    }

    private static func isBoundary(_ character: Character) -> Bool {
        character.isWhitespace || "()=!<>~'\"".contains(character)
    }
}
