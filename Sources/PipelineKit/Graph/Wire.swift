public import ContentHash

/// The marks by which references and artifacts are found inside the JSON of a step.
///
/// A step is encoded as ordinary JSON in which a reference is `{"$source": …}` before the run knows its value and
/// `{"$value": …}` afterwards, an artifact is `{"$artifact": "file" | "folder", "path": …, "digest": …}`, a model of
/// the registry is `{"$model": NAME, "version": …, "artifact": …}`, and a secret `{"$secret": NAME, "digest": …}`.
public enum Wire {
    public static let source = "$source"
    public static let value = "$value"
    public static let artifact = "$artifact"
    public static let unkeyed = "$unkeyed"
    public static let model = "$model"
    public static let secret = "$secret"
}

extension JSON {
    /// Returns the value with each inner value replaced where the closure offers another; what it offers is kept as it is.
    public func replacing<Failure: Error>(
        _ replacement: (JSON) throws(Failure) -> JSON?
    ) throws(Failure) -> JSON {
        if let replaced = try replacement(self) { return replaced }
        switch self {
        case .array(let items):
            var result: [JSON] = []
            result.reserveCapacity(items.count)
            for item in items { result.append(try item.replacing(replacement)) }
            return .array(result)
        case .object(let fields):
            var result: [String: JSON] = [:]
            for (key, field) in fields { result[key] = try field.replacing(replacement) }
            return .object(result)
        default: return self
        }
    }

    /// A short text for people: a string without quotes, an artifact by its path.
    public var displayText: String {
        switch self {
        case .string(let text): text
        case .double(let number) where number == number.rounded() && abs(number) < 1e15: String(Int64(number))
        case .object(let fields) where fields[Wire.artifact] != nil:
            fields["path"]?.string ?? fields["digest"]?.string.map { String($0.prefix(12)) } ?? text
        case .object(let fields) where fields[Wire.model] != nil:
            [fields[Wire.model]?.string ?? "", fields["version"]?.string.map { "(\($0))" } ?? ""]
                .filter { !$0.isEmpty }.joined(separator: " ")
        case .object(let fields) where fields[Wire.secret] != nil: SecretReference.words
        default: text
        }
    }
}
