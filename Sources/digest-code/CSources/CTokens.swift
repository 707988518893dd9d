/// The text of a C or C++ file without its comments and layout.
///
/// What stays is one line for each token. A directive ends with a mark of its own and remembers where spaces were, since
/// `#define F(x)` and `#define F (x)` are two things.
struct CTokens {
    private(set) var text = ""

    /// All identifiers outside literals.
    private(set) var identifiers: Set<String> = []

    /// The files that `#include "…"` names.
    private(set) var includes: [String] = []

    /// Whether a macro turns its arguments into text, which makes the spaces between tokens count.
    private(set) var isStringizing = false

    private var scanner: CScanner
    private let keepsSpaces: Bool
    private var tokens: [String] = []

    /// Nil where the text ends within a comment or a literal, or something else can't be C.
    init?(_ bytes: [UInt8], keepingSpaces: Bool = false) {
        scanner = CScanner(bytes)
        keepsSpaces = keepingSpaces
        var isDirective = false
        var startsLine = true
        while true {
            let gap = scanner.skipSpace()
            guard !gap.isUnfinished else { return nil }
            if gap.hasNewline, isDirective { endDirective() }
            if gap.hasNewline {
                isDirective = false
                startsLine = true
            }
            guard !scanner.isAtEnd else { break }
            if startsLine, scanner.peek == UInt8(ascii: "#") { isDirective = true }
            if isDirective, tokens.count == 2, ["include", "import", "include_next"].contains(tokens[1]),
                let name = scanner.takeHeaderName()
            {
                add(name)
                continue
            }
            guard let token = scanner.takeToken() else { return nil }
            if gap.isSpace, isDirective || keepsSpaces { text += " " }
            startsLine = false
            if isDirective { tokens.append(token) } else { tokens = [] }
            add(token)
        }
        if isDirective { endDirective() }
    }

    private mutating func add(_ token: String) {
        text += token
        text += "\n"
        if let first = token.unicodeScalars.first, first == "_" || first.properties.isAlphabetic, !token.hasSuffix("\"")
        {
            identifiers.insert(token)
        }
    }

    private mutating func endDirective() {
        text += "\u{1}\n"
        if tokens.count > 2, tokens[1] == "define" {
            for (sign, name) in zip(tokens.dropFirst(2), tokens.dropFirst(3)) where sign == "#" {
                if name.unicodeScalars.first?.properties.isAlphabetic ?? false || name.hasPrefix("_") {
                    isStringizing = true
                }
            }
        }
        if tokens.count == 3, tokens[1].hasPrefix("in"), tokens[2].hasPrefix("\"") {
            includes.append(String(tokens[2].dropFirst().dropLast()))
        }
        tokens = []
    }
}
