/// Whether a step's earlier results are used again.
public enum CachePolicy: Hashable, Sendable {
    /// Whenever nothing that matters changed.
    case always
    /// Never: the step runs in every run.
    case never
    /// Until a result is this old.
    case expires(after: Duration)
}

extension CachePolicy: Codable {
    private enum Key: String, CodingKey { case policy, seconds }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(String.self, forKey: .policy) {
        case "always": self = .always
        case "never": self = .never
        case "expires": self = .expires(after: .seconds(try container.decode(Double.self, forKey: .seconds)))
        case let other:
            throw DecodingError.dataCorruptedError(
                forKey: .policy, in: container, debugDescription: "no cache policy is named '\(other)'")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .always: try container.encode("always", forKey: .policy)
        case .never: try container.encode("never", forKey: .policy)
        case .expires(let duration):
            try container.encode("expires", forKey: .policy)
            try container.encode(duration.seconds, forKey: .seconds)
        }
    }
}

extension Duration {
    /// The duration in seconds.
    public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
