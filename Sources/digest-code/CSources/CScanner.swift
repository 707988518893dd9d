/// Splits the bytes of a C or C++ file into the tokens of the preprocessor.
struct CScanner {
    /// What lies between two tokens.
    struct Gap {
        var isSpace = false
        var hasNewline = false
        var isUnfinished = false
    }

    private let bytes: [UInt8]
    private var position = 0

    /// Signs of more than one character, longest first.
    private static let signs: [[UInt8]] = [
        "%:%:", "<<=", ">>=", "<=>", "->*", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||",
        "*=",
        "/=", "%=", "+=", "-=", "&=", "^=", "|=", "##", "::", ".*", "<:", ":>", "<%", "%>", "%:",
    ].map { Array($0.utf8) }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }
    var peek: UInt8? { byte(0) }

    /// Skips spaces, comments and lines that a backslash joins.
    mutating func skipSpace() -> Gap {
        var gap = Gap()
        while let next = byte(0) {
            if let length = spliceLength(at: position) {
                position += length
            } else if next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") {
                gap.hasNewline = true
                position += 1
            } else if next == UInt8(ascii: " ") || next == 9 || next == 11 || next == 12 {
                position += 1
            } else if next == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "/") {
                while let inside = byte(0), inside != UInt8(ascii: "\n") { position += spliceLength(at: position) ?? 1 }
            } else if next == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                position += 2
                while byte(0) != nil, byte(0) != UInt8(ascii: "*") || byte(1) != UInt8(ascii: "/") { position += 1 }
                if isAtEnd { gap.isUnfinished = true }
                position += 2
            } else {
                break
            }
            gap.isSpace = true
        }
        return gap
    }

    /// Takes what stands between the angle brackets of an `#include`.
    mutating func takeHeaderName() -> String? {
        guard byte(0) == UInt8(ascii: "<") else { return nil }
        var end = position
        while end < bytes.count, bytes[end] != UInt8(ascii: ">") {
            if bytes[end] == UInt8(ascii: "\n") { return nil }
            end += 1
        }
        return take(upTo: end + 1)
    }

    /// Takes one token; nil where a literal doesn't end.
    mutating func takeToken() -> String? {
        guard let first = byte(0) else { return nil }
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return takeLiteral(from: position) }
        if isDigit(first) || first == UInt8(ascii: ".") && isDigit(byte(1) ?? 0) { return takeNumber() }
        if isLetter(first) {
            var end = position
            while end < bytes.count, isLetter(bytes[end]) || isDigit(bytes[end]) { end += 1 }
            let word = String(decoding: bytes[position..<end], as: UTF8.self)
            let next = end < bytes.count ? bytes[end] : 0
            if next == UInt8(ascii: "\""), ["R", "LR", "uR", "UR", "u8R"].contains(word) {
                return takeRawString(from: end)
            }
            if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'"), ["L", "u", "U", "u8"].contains(word) {
                return takeLiteral(from: end)
            }
            return take(upTo: end)
        }
        let sign = Self.signs.first { bytes[position...].starts(with: $0) }
        return take(upTo: position + (sign?.count ?? 1))
    }

    private mutating func takeLiteral(from quote: Int) -> String? {
        var end = quote + 1
        while end < bytes.count, bytes[end] != bytes[quote] {
            if bytes[end] == UInt8(ascii: "\n") { return nil }
            end += spliceLength(at: end) ?? (bytes[end] == UInt8(ascii: "\\") ? 2 : 1)
        }
        return end < bytes.count ? take(upTo: end + 1) : nil
    }

    private mutating func takeRawString(from quote: Int) -> String? {
        guard let open = bytes[quote...].firstIndex(of: UInt8(ascii: "(")), open - quote <= 17 else { return nil }
        let closing = [UInt8(ascii: ")")] + bytes[(quote + 1)..<open] + [UInt8(ascii: "\"")]
        var end = open + 1
        while end + closing.count <= bytes.count {
            if bytes[end...].starts(with: closing) { return take(upTo: end + closing.count) }
            end += 1
        }
        return nil
    }

    private mutating func takeNumber() -> String {
        var end = position
        while end < bytes.count {
            let next = bytes[end]
            let previous = end > position ? bytes[end - 1] | 0x20 : 0
            let follower = end + 1 < bytes.count ? bytes[end + 1] : 0
            let goesOn =
                switch next {
                case UInt8(ascii: "."): true
                case UInt8(ascii: "+"), UInt8(ascii: "-"):
                    previous == UInt8(ascii: "e") || previous == UInt8(ascii: "p")
                case UInt8(ascii: "'"): isDigit(follower) || isLetter(follower)
                default: isDigit(next) || isLetter(next)
                }
            guard goesOn else { break }
            end += 1
        }
        return take(upTo: end) ?? ""
    }

    private mutating func take(upTo end: Int) -> String? {
        guard end <= bytes.count else { return nil }
        defer { position = end }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    private func byte(_ offset: Int) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    /// The length of a backslash with the line end after it.
    private func spliceLength(at index: Int) -> Int? {
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\") else { return nil }
        if bytes[index + 1] == UInt8(ascii: "\n") { return 2 }
        if bytes[index + 1] == 13, index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "\n") { return 3 }
        return nil
    }

    private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    /// Letters, and all bytes of characters beyond ASCII.
    private func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= lower || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
            || byte >= 0x80
    }
}
