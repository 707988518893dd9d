/// A value for a name, written `KEY=VALUE`.
public struct Assignment: Sendable, Hashable {
    /// What stands before the first equals sign; never empty.
    public let key: String
    /// What stands after it; may be empty and may contain further equals signs.
    public let value: String

    /// Makes an assignment of its two parts.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

extension ValueFormat where Value == Assignment {
    /// A value for a name, written `KEY=VALUE`.
    public static func assignment(
        _ placeholder: String = "KEY=VALUE", completing completion: ValueCompletion = .nothing
    ) -> Self {
        Self(placeholder, completing: completion, text: { "\($0.key)=\($0.value)" }) { text throws(InvalidValue) in
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw InvalidValue("'\(text)' is not written \(placeholder)")
            }
            return Assignment(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
        }
    }
}
