public import ContentHash
internal import Synchronization

/// A value that is known only when the pipeline runs, typed by what it will be.
///
/// A reference stands for a constant, for a parameter of the pipeline, or for something that a step returns. It
/// offers the stored properties of its value as further references, so wiring is checked by the compiler:
///
/// ```swift
/// let split = graph.step("split", SplitDataset(images: images))
/// let shards = graph.step("shards", ConvertToShards(images: split.training))
/// ```
///
/// As the wrapper `@Input` of a step's property it is the value itself once the step runs.
@dynamicMemberLookup
@propertyWrapper
public struct Reference<Value: Codable & Sendable>: Sendable {
    /// Where the value comes from.
    public let source: Source
    private let known: Value?

    init(_ source: Source) { self.init(source, known: nil) }

    private init(_ source: Source, known: Value?) {
        self.source = source
        self.known = known
    }

    /// Wraps a value that is known already.
    public init(_ value: Value) {
        do {
            source = .constant(try JSON(encoding: value))
        } catch {
            preconditionFailure("a value of type \(Value.self) can't be encoded: \(error)")
        }
        known = value
    }

    /// The value, once the step runs; before that, asking for it is a mistake that stops the program.
    public var wrappedValue: Value {
        guard let known else {
            preconditionFailure("'\(source)' has no value yet; use it in the step's run(in:)")
        }
        return known
    }

    /// The reference itself, for wiring it on.
    public var projectedValue: Reference<Value> { self }

    /// Gathers several references into one reference to a list.
    public static func all<Item>(_ items: [Reference<Item>]) -> Self where Value == [Item] {
        let known = items.compactMap(\.known)
        return Self(.list(items.map(\.source)), known: known.count == items.count ? known : nil)
    }

    /// Refers to one stored property of the value.
    public subscript<Field>(dynamicMember field: KeyPath<Value, Field>) -> Reference<Field> {
        Reference<Field>(.field(fieldName(of: field), of: source))
    }

    /// Refers to a field by its name, for outputs whose type lists no fields.
    public func field<Field>(_ name: String, as type: Field.Type = Field.self) -> Reference<Field> {
        Reference<Field>(.field(name, of: source))
    }

    /// The same value without its type.
    public var erased: Reference<JSON> { Reference<JSON>(source) }
}

/// A reference as a property of a step: declared as a reference, read as a value.
public typealias Input = Reference

extension Reference: Codable {
    private enum Key: String, CodingKey { case value = "$value", source = "$source" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if container.contains(.value) {
            known = try container.decode(Value.self, forKey: .value)
            source = .constant(.null)
        } else {
            known = nil
            source = try container.decode(Source.self, forKey: .source)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        (encoder.userInfo[SourceRecorder.key] as? SourceRecorder)?.record(source)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(source, forKey: .source)
    }
}

extension Reference: ExpressibleByIntegerLiteral where Value: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Value.IntegerLiteralType) { self.init(Value(integerLiteral: value)) }
}

extension Reference: ExpressibleByFloatLiteral where Value: ExpressibleByFloatLiteral {
    public init(floatLiteral value: Value.FloatLiteralType) { self.init(Value(floatLiteral: value)) }
}

extension Reference: ExpressibleByBooleanLiteral where Value: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Value.BooleanLiteralType) { self.init(Value(booleanLiteral: value)) }
}

extension Reference: ExpressibleByUnicodeScalarLiteral where Value: ExpressibleByUnicodeScalarLiteral {
    public init(unicodeScalarLiteral value: Value.UnicodeScalarLiteralType) {
        self.init(Value(unicodeScalarLiteral: value))
    }
}

extension Reference: ExpressibleByExtendedGraphemeClusterLiteral
where Value: ExpressibleByExtendedGraphemeClusterLiteral {
    public init(extendedGraphemeClusterLiteral value: Value.ExtendedGraphemeClusterLiteralType) {
        self.init(Value(extendedGraphemeClusterLiteral: value))
    }
}

extension Reference: ExpressibleByStringLiteral where Value: ExpressibleByStringLiteral {
    public init(stringLiteral value: Value.StringLiteralType) { self.init(Value(stringLiteral: value)) }
}

extension Reference where Value: Numeric {
    @available(*, unavailable, message: "a reference has no value yet; compute with it in a step's run(in:)")
    public static func * (lhs: Self, rhs: Self) -> Self { fatalError("unavailable") }

    @available(*, unavailable, message: "a reference has no value yet; compute with it in a step's run(in:)")
    public static func + (lhs: Self, rhs: Self) -> Self { fatalError("unavailable") }
}

/// Notes the references that an encoder meets, so that a step's edges need no list of their own.
final class SourceRecorder: Sendable {
    static let key: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "PipelineKit.SourceRecorder") else {
            preconditionFailure("a user info key needs a text")
        }
        return key
    }()

    private let found = Mutex<[Source]>([])

    var sources: [Source] { found.withLock { $0 } }

    func record(_ source: Source) { found.withLock { $0.append(source) } }
}

/// Returns the name of the stored property at the end of a key path.
///
/// Swift has no public way to ask this. The text of a key path is stable for stored properties, and the check below
/// stops everything else, such as a computed property, while the graph is declared rather than while it runs.
private func fieldName<Root, Field>(of keyPath: KeyPath<Root, Field>) -> String {
    // The type at the beginning may have points and brackets of its own.
    let name = keyPath.debugDescription.split(separator: ".").last ?? ""
    precondition(
        name.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber } && name.first?.isLetter ?? false,
        "only a stored property of \(Root.self) can be wired to a step, and this is none: \(keyPath.debugDescription)")
    return String(name)
}
