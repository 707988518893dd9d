public import ContentHash

/// A secret as values pass it on: by its name, and by a digest that says nothing to whoever lacks the project's key.
public struct SecretReference: Hashable, Sendable {
    /// What stands for a secret where people look.
    public static let words = "(a secret)"
    /// The field with the secret itself, which only the process of a step ever sees.
    static let text = "text"

    /// The parameter that declares it.
    public let name: String
    /// Whether another value makes steps run again.
    public let isKeyed: Bool
    /// The keyed digest of its value; `nil` until it is known, and where it does not count.
    public var digest: Digest?

    /// Names a secret.
    /// - Parameters:
    ///   - name: The parameter that declares it.
    ///   - isKeyed: Whether another value makes steps run again.
    ///   - digest: The keyed digest of its value.
    public init(_ name: String, isKeyed: Bool = true, digest: Digest? = nil) {
        self.name = name
        self.isKeyed = isKeyed
        self.digest = digest
    }

    /// Reads the JSON form.
    /// - Parameter value: A value; where it is something else, there is no reference.
    public init?(_ value: JSON) {
        guard let name = value[Wire.secret]?.string else { return nil }
        self.name = name
        isKeyed = value["unkeyed"] == nil
        digest = value["digest"]?.string.flatMap { Digest(hex: $0) }
    }

    /// The JSON form.
    public var json: JSON {
        var fields: [String: JSON] = [Wire.secret: .string(name)]
        if !isKeyed { fields["unkeyed"] = true }
        if let digest { fields["digest"] = .string(digest.hex) }
        return .object(fields)
    }
}

extension JSON {
    /// The names of the secrets inside a value.
    public var secrets: Set<String> {
        if let secret = SecretReference(self) { return [secret.name] }
        return switch self {
        case .array(let items): items.reduce(into: []) { $0.formUnion($1.secrets) }
        case .object(let fields): fields.values.reduce(into: []) { $0.formUnion($1.secrets) }
        default: []
        }
    }

    /// Returns the value with the texts of its secrets beside their names, for the process that they are meant for.
    /// - Parameter texts: The secrets by name.
    /// - Returns: A value that nothing may record.
    public func revealing(_ texts: [String: String]) -> JSON {
        replacing { part in
            guard let secret = SecretReference(part), case .object(var fields) = secret.json else { return nil }
            if let text = texts[secret.name] { fields[SecretReference.text] = .string(text) }
            return .object(fields)
        }
    }
}
