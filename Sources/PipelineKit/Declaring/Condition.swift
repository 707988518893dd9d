/// A test on values that are known only when the pipeline runs.
public indirect enum Condition: Hashable, Sendable {
    /// How two values are compared.
    public enum Relation: String, Codable, Sendable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    case comparison(Source, Relation, Source)
    case isTrue(Source)
    case not(Condition)
    case all([Condition])
    case any([Condition])

    /// Holds where a reference to a truth value is true.
    public init(_ reference: Reference<Bool>) { self = .isTrue(reference.source) }

    public static prefix func ! (condition: Condition) -> Condition { .not(condition) }
    public static func && (lhs: Condition, rhs: Condition) -> Condition { .all([lhs, rhs]) }
    public static func || (lhs: Condition, rhs: Condition) -> Condition { .any([lhs, rhs]) }
}

extension Reference where Value: Comparable {
    public static func < (lhs: Self, rhs: Self) -> Condition { .comparison(lhs.source, .less, rhs.source) }
    public static func <= (lhs: Self, rhs: Self) -> Condition { .comparison(lhs.source, .lessOrEqual, rhs.source) }
    public static func > (lhs: Self, rhs: Self) -> Condition { .comparison(lhs.source, .greater, rhs.source) }
    public static func >= (lhs: Self, rhs: Self) -> Condition { .comparison(lhs.source, .greaterOrEqual, rhs.source) }
}

extension Reference where Value: Equatable {
    public static func == (lhs: Self, rhs: Self) -> Condition { .comparison(lhs.source, .equal, rhs.source) }
    public static func != (lhs: Self, rhs: Self) -> Condition { .comparison(lhs.source, .notEqual, rhs.source) }
}

extension Condition {
    /// The values that decide it.
    public var sources: [Source] {
        switch self {
        case .comparison(let lhs, _, let rhs): [lhs, rhs]
        case .isTrue(let source): [source]
        case .not(let condition): condition.sources
        case .all(let conditions), .any(let conditions): conditions.flatMap(\.sources)
        }
    }
}

extension Condition: CustomStringConvertible {
    public var description: String {
        switch self {
        case .comparison(let lhs, let relation, let rhs): "\(lhs) \(relation.rawValue) \(rhs)"
        case .isTrue(let source): "\(source)"
        case .not(.comparison(let lhs, let relation, let rhs)): "not \(lhs) \(relation.rawValue) \(rhs)"
        case .not(let condition): "not (\(condition))"
        case .all(let conditions): conditions.map { "(\($0))" }.joined(separator: " and ")
        case .any(let conditions): conditions.map { "(\($0))" }.joined(separator: " or ")
        }
    }
}

extension Condition: Codable {
    private enum Key: String, CodingKey { case left, relation, right, isTrue, not, all, any }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let relation = try container.decodeIfPresent(Relation.self, forKey: .relation) {
            self = .comparison(
                try container.decode(Source.self, forKey: .left), relation,
                try container.decode(Source.self, forKey: .right))
        } else if let source = try container.decodeIfPresent(Source.self, forKey: .isTrue) {
            self = .isTrue(source)
        } else if let condition = try container.decodeIfPresent(Condition.self, forKey: .not) {
            self = .not(condition)
        } else if let conditions = try container.decodeIfPresent([Condition].self, forKey: .all) {
            self = .all(conditions)
        } else {
            self = .any(try container.decode([Condition].self, forKey: .any))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .comparison(let lhs, let relation, let rhs):
            try container.encode(lhs, forKey: .left)
            try container.encode(relation, forKey: .relation)
            try container.encode(rhs, forKey: .right)
        case .isTrue(let source): try container.encode(source, forKey: .isTrue)
        case .not(let condition): try container.encode(condition, forKey: .not)
        case .all(let conditions): try container.encode(conditions, forKey: .all)
        case .any(let conditions): try container.encode(conditions, forKey: .any)
        }
    }
}
