/// An input that tells a step where to read, while other inputs say what it will read there.
///
/// Its content is no part of the action key, so a change of it alone runs nothing again. That is right only for a step
/// whose other inputs name every byte it reads by digest, and which checks these digests while it reads: a list of
/// images with their digests, say, beside the folder that they are in.
@propertyWrapper
public struct Unkeyed<Value: Codable & Sendable>: Codable, Sendable {
    private let reference: Reference<Value>

    public init(_ reference: Reference<Value>) { self.reference = reference }

    /// The value, once the step runs.
    public var wrappedValue: Value { reference.wrappedValue }

    private enum Key: String, CodingKey { case unkeyed = "$unkeyed" }

    public init(from decoder: any Decoder) throws {
        reference = try decoder.container(keyedBy: Key.self).decode(Reference<Value>.self, forKey: .unkeyed)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(reference, forKey: .unkeyed)
    }
}
