public import ContentHash

/// The type of a parameter, as data.
public indirect enum ParameterType: Hashable, Sendable {
    case bool
    case int
    case double
    case string
    case choice([String])
    case file
    case folder
    case model
    case secret
    case list(ParameterType)
}

extension ParameterType {
    /// Reads a value from the text of a command line; `nil` where the text is no such value.
    ///
    /// A list is written with commas, or as a JSON list where its items contain commas.
    public func parse(_ text: String) -> JSON? {
        switch self {
        case .bool:
            switch text {
            case "true", "yes", "on", "1": .bool(true)
            case "false", "no", "off", "0": .bool(false)
            default: nil
            }
        case .int: Int64(text).map(JSON.int)
        case .double: Double(text).flatMap { $0.isFinite ? .double($0) : nil }
        case .string: .string(text)
        case .choice(let names): names.contains(text) ? .string(text) : nil
        case .file: text.isEmpty ? nil : ArtifactReference(form: .file, path: text).json
        case .folder: text.isEmpty ? nil : ArtifactReference(form: .folder, path: text).json
        case .model: RegisteredModel(text).json
        case .secret: nil
        case .list(let item): parseList(text, of: item)
        }
    }

    private func parseList(_ text: String, of item: ParameterType) -> JSON? {
        let words: [String]
        if text.hasPrefix("["), case .array(let items)? = try? JSON(parsing: text) {
            words = items.map(\.displayText)
        } else {
            words = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let values = words.compactMap(item.parse)
        return values.count == words.count ? .array(values) : nil
    }
}

extension ParameterType: CustomStringConvertible {
    /// The type in words: `a whole number`.
    public var description: String {
        switch self {
        case .bool: "true or false"
        case .int: "a whole number"
        case .double: "a number"
        case .string: "a text"
        case .choice(let names): "one of \(names.joined(separator: ", "))"
        case .file: "a file"
        case .folder: "a folder"
        case .model: "a model of the registry, such as GROUP@ALIAS or GROUP:VERSION"
        case .secret: "a secret"
        case .list(let item): "a list, with commas, of which each item is \(item)"
        }
    }

    /// The type in one word, as it is kept and exported: `int`, `list of double`.
    public var name: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        case .choice: "choice"
        case .file: "file"
        case .folder: "folder"
        case .model: "model"
        case .secret: "secret"
        case .list(let item): "list of \(item.name)"
        }
    }
}

extension ParameterType: Codable {
    private enum Key: String, CodingKey { case type, choices, item }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(String.self, forKey: .type) {
        case "bool": self = .bool
        case "int": self = .int
        case "double": self = .double
        case "string": self = .string
        case "choice": self = .choice(try container.decode([String].self, forKey: .choices))
        case "file": self = .file
        case "folder": self = .folder
        case "model": self = .model
        case "secret": self = .secret
        case "list": self = .list(try container.decode(ParameterType.self, forKey: .item))
        case let other:
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container, debugDescription: "no parameter type is named '\(other)'")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .choice(let choices):
            try container.encode("choice", forKey: .type)
            try container.encode(choices, forKey: .choices)
        case .list(let item):
            try container.encode("list", forKey: .type)
            try container.encode(item, forKey: .item)
        default: try container.encode(name, forKey: .type)
        }
    }
}
