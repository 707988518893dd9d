internal import Suggestions

/// Reads the words of a gate one by one, and knows where each of them stands.
struct GateParser {
    private struct Token {
        let text: String
        let offset: Int
    }

    private static let forms =
        "'metric NAME >= NUMBER', 'not worse than ALIAS on the same test set' or 'approved by a person'"
    private static let slips = ["=>": ">=", "=<": "<=", "=": "==", "<>": "!=", "≥": ">=", "≤": "<="]

    private let text: String
    private let tokens: [Token]
    private let end: Int
    private var next = 0

    init(_ text: String) {
        self.text = text
        tokens = Self.tokens(of: text)
        end = tokens.last.map { $0.offset + $0.text.count } ?? 0
    }

    var words: [String] { tokens.map(\.text) }

    /// Reads all of it.
    mutating func rule() throws(GateMistake) -> Gate.Rule {
        guard let first = tokens.first else { throw mistake("the gate is empty; write \(Self.forms)") }
        let rule: Gate.Rule
        switch first.text {
        case "metric": rule = try metric()
        case "not": rule = try comparison()
        case "approved": rule = try approval()
        default:
            let hint = suggestion(for: first.text, among: ["metric", "not", "approved"])
            throw mistake("'\(first.text)' begins no gate; write \(Self.forms)\(hint)")
        }
        if let token = peek { throw mistake("the gate ends here, so '\(token.text)' is too much") }
        return rule
    }

    private mutating func metric() throws(GateMistake) -> Gate.Rule {
        next += 1
        let name = try name("the name of a metric")
        let operators = "use >=, >, <=, <, == or !="
        guard let sign = peek else { throw mistake("a comparison is missing here: \(operators)") }
        guard let comparison = Gate.Comparison(rawValue: sign.text) else {
            let hint = Self.slips[sign.text].map { "; did you mean '\($0)'?" } ?? ""
            throw mistake("'\(sign.text)' is no comparison: \(operators)\(hint)")
        }
        next += 1
        guard let number = peek else { throw mistake("the number to compare with is missing here") }
        guard let value = Double(number.text), value.isFinite else {
            throw mistake("'\(number.text)' is no number, such as 0.98")
        }
        next += 1
        return .metric(name, comparison, value)
    }

    private mutating func comparison() throws(GateMistake) -> Gate.Rule {
        for word in ["not", "worse", "than"] { try expect(word) }
        let alias = try name("the alias to compare with, such as champion,")
        guard Registry.canBeAlias(alias) else {
            next -= 1
            throw mistake("'\(alias)' can't be an alias")
        }
        var metric: (name: String, direction: MetricDirection)?
        var hasTestSet = false
        while let token = peek, metric == nil || !hasTestSet {
            switch token.text {
            case "in" where metric == nil:
                next += 1
                let name = try name("the name of a metric")
                metric = (name, MetricDirection(ofMetric: name))
                if let direction = peek.flatMap({ MetricDirection(rawValue: $0.text) }) {
                    metric?.direction = direction
                    next += 1
                }
            case "on" where !hasTestSet:
                for word in ["on", "the", "same", "test", "set"] { try expect(word) }
                hasTestSet = true
            default:
                let hint = suggestion(for: token.text, among: ["in", "on", "lower", "higher"])
                throw mistake("'\(token.text)' should be 'on the same test set' or 'in METRIC'\(hint)")
            }
        }
        guard hasTestSet else {
            throw mistake("'on the same test set' is missing here: scores on different data can't be compared")
        }
        let (name, direction) = metric ?? ("accuracy", .higher)
        return .notWorse(alias: alias, metric: name, direction)
    }

    private mutating func approval() throws(GateMistake) -> Gate.Rule {
        for word in ["approved", "by", "a", "person"] { try expect(word) }
        return .approved
    }

    private var peek: Token? { next < tokens.count ? tokens[next] : nil }

    private mutating func expect(_ word: String) throws(GateMistake) {
        guard let token = peek else { throw mistake("'\(word)' is missing here") }
        guard token.text == word else { throw mistake("'\(token.text)' should be '\(word)'") }
        next += 1
    }

    private mutating func name(_ what: String) throws(GateMistake) -> String {
        guard let token = peek, let first = token.text.first, !Self.isOperator(first) else {
            throw mistake("\(what) is missing here")
        }
        next += 1
        return token.text
    }

    /// A mistake at the next word.
    private func mistake(_ reason: String) -> GateMistake {
        GateMistake(text: text, offset: peek?.offset ?? (tokens.isEmpty ? 0 : end + 1), reason: reason)
    }

    /// Words, and comparisons, which need no spaces around them.
    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var word = ""
        for (offset, character) in text.enumerated() {
            let joins = word.last.map { isOperator($0) == isOperator(character) } ?? true
            if !word.isEmpty, character.isWhitespace || !joins {
                tokens.append(Token(text: word, offset: offset - word.count))
                word = ""
            }
            if !character.isWhitespace { word.append(character) }
        }
        if !word.isEmpty { tokens.append(Token(text: word, offset: text.count - word.count)) }
        return tokens
    }

    private static func isOperator(_ character: Character) -> Bool { "<>=!≥≤".contains(character) }
}
