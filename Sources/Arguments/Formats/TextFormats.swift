import Suggestions

extension ValueFormat where Value == String {
    /// Any text.
    public static func text(_ placeholder: String? = nil, completing completion: ValueCompletion = .nothing) -> Self {
        Self(placeholder, completing: completion) { text throws(InvalidValue) in text }
    }

    /// A text that is not empty, such as a name.
    public static func name(_ placeholder: String? = nil, completing completion: ValueCompletion = .nothing) -> Self {
        Self(placeholder, completing: completion) { text throws(InvalidValue) in
            guard !text.isEmpty else { throw InvalidValue("the value is empty") }
            return text
        }
    }

    /// A name to sort by, with a dash before it for the largest first.
    public static func order(_ placeholder: String? = nil) -> Self {
        var format = name(placeholder)
        format.mayBeginWithDash = true
        return format
    }

    /// One of a list of words.
    public static func choice(_ placeholder: String? = nil, of words: [String]) -> Self {
        Self(placeholder, choices: words) { text throws(InvalidValue) in
            guard words.contains(text) else { throw .notAmong(words, text) }
            return text
        }
    }
}

extension ValueFormat where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases of an enum, by its raw value.
    public static func oneOf(_: Value.Type = Value.self, _ placeholder: String? = nil) -> Self {
        let words = Value.allCases.map(\.rawValue)
        return Self(placeholder, choices: words, text: \.rawValue) { text throws(InvalidValue) in
            guard let value = Value(rawValue: text) else { throw .notAmong(words, text) }
            return value
        }
    }
}

extension InvalidValue {
    static func notAmong(_ words: [String], _ text: String) -> InvalidValue {
        InvalidValue("'\(text)' is not \(words.listed("or"))\(suggestion(for: text, among: words))")
    }
}

extension [String] {
    /// Joins words as a sentence does: "text, dot or json".
    func listed(_ conjunction: String) -> String {
        guard count > 1, let last else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }
}
