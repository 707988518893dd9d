/// A JSON value whose text is the same for equal values in every process.
///
/// Keys are sorted by their UTF-8 bytes, integers and fractions are told apart, and numbers are written in the
/// shortest form that reads back equal.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON {
    /// The value under a key of an object.
    public subscript(key: String) -> JSON? {
        if case .object(let fields) = self { fields[key] } else { nil }
    }

    /// The text, where this is one.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The list, where this is one.
    public var array: [JSON]? { if case .array(let items) = self { items } else { nil } }

    /// The fields, where this is an object.
    public var object: [String: JSON]? { if case .object(let fields) = self { fields } else { nil } }

    /// The number, where this is one.
    public var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}
