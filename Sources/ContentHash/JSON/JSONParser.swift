extension JSON {
    /// Reads one JSON value that fills the whole text.
    ///
    /// A text that could lose something is refused: a key given twice, a whole number of more than 64 bits.
    /// - Throws: ``JSONError`` with the place, also where values are nested more than 512 levels deep.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads one JSON value that fills all the bytes.
    /// - Throws: ``JSONError``, as ``init(parsing:)-(String)`` does.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.document()
    }
}

private struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw mistake("nothing may follow the value") }
        return value
    }

    private func mistake(_ message: String, at offset: Int? = nil) -> JSONError {
        JSONError(message: message, offset: offset ?? position)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
        default: throw mistake("expected a value")
        }
    }

    /// Keeps a hostile text from overflowing the stack.
    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONError) -> JSON
    ) throws(JSONError) -> JSON {
        guard depth < 512 else { throw mistake("more than 512 levels") }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    private mutating func word(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[position...].starts(with: text.utf8) else { throw mistake("expected '\(text)'") }
        position += text.utf8.count
        return value
    }

    private mutating func array() throws(JSONError) -> JSON {
        position += 1
        var items: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(items) }
        while true {
            items.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { throw mistake("expected ',' or ']'") }
        }
    }

    private mutating func object() throws(JSONError) -> JSON {
        position += 1
        var fields: [String: JSON] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(fields) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw mistake("expected a key in quotes") }
            let start = position
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw mistake("expected ':'") }
            let field = try value()
            guard fields.updateValue(field, forKey: key) == nil else {
                throw mistake("the key '\(key)' is given twice", at: start)
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(fields) }
            guard take(UInt8(ascii: ",")) else { throw mistake("expected ',' or '}'") }
        }
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = position
        let isNegative = take(UInt8(ascii: "-"))
        let firstDigit = position
        try digits()
        if position - firstDigit > 1, bytes[firstDigit] == UInt8(ascii: "0") {
            throw mistake("a number has no leading 0", at: firstDigit)
        }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // -0 has no integer form: it would lose its sign.
        if isWhole, !(isNegative && text == "-0") {
            // As a fraction it would lose digits, and two different texts would become the same value.
            guard let value = Int64(text) else { throw mistake("the whole number \(text) exceeds 64 bits", at: start) }
            return .int(value)
        }
        guard let value = Double(text), value.isFinite else {
            throw mistake("the number \(text) is too large", at: start)
        }
        return .double(value)
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw mistake("expected a digit") }
    }

    private mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let valid = String(validating: text, as: UTF8.self) else {
                    throw mistake("the text that begins here is not UTF-8", at: start)
                }
                return valid
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape().utf8)
            case 0..<0x20: throw mistake("a control character must be escaped")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw mistake("the text that begins here has no end", at: start)
    }

    private mutating func escape() throws(JSONError) -> String {
        let start = position
        position += 1
        defer { position += 1 }
        switch next {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var units = [try unit(after: start)]
            if UTF16.isLeadSurrogate(units[0]), bytes[(position + 1)...].starts(with: "\\u".utf8) {
                position += 2
                units.append(try unit(after: start))
            }
            guard let text = String(validating: units, as: UTF16.self) else {
                throw mistake("half a surrogate pair", at: start)
            }
            return text
        default: throw mistake("unknown escape", at: start)
        }
    }

    /// Reads the four digits behind the `u` that is next, and stops at the last of them.
    private mutating func unit(after start: Int) throws(JSONError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            position += 1
            guard let digit = next.flatMap({ Character(UnicodeScalar($0)).hexDigitValue }) else {
                throw mistake("expected four hexadecimal digits", at: start)
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
