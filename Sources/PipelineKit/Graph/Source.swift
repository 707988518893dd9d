public import ContentHash

/// Where a value comes from, as plain data.
public indirect enum Source: Hashable, Sendable {
    /// A value that is known already.
    case constant(JSON)
    /// The value of a parameter.
    case parameter(String)
    /// Everything that a step returned.
    case output(of: String)
    /// One field of a value.
    case field(String, of: Source)
    /// The item that a copy of a mapped step works on.
    case element(of: String)
    /// Several values as a list.
    case list([Source])
    /// The values that the copies of a mapped step made, in the order of the items.
    case collected(by: String, Source)
}

extension Source {
    /// The steps that must finish, and the maps that must be known, before this value is.
    public var needs: Set<String> {
        switch self {
        case .constant, .parameter: []
        case .output(let step): [step]
        case .element(let map): [map]
        case .collected(let map, let item): item.needs.union([map])
        case .field(_, let whole): whole.needs
        case .list(let items): items.reduce(into: []) { $0.formUnion($1.needs) }
        }
    }

    /// The parameters that the value comes from.
    public var parameters: Set<String> {
        switch self {
        case .constant, .output, .element: []
        case .parameter(let name): [name]
        case .field(_, let whole): whole.parameters
        case .list(let items): items.reduce(into: []) { $0.formUnion($1.parameters) }
        case .collected(_, let item): item.parameters
        }
    }
}

extension Source: CustomStringConvertible {
    /// The source as a pipeline's author would write it: `evaluate.accuracy`.
    public var description: String {
        switch self {
        case .constant(let value): value.displayText
        case .parameter(let name): name
        case .output(let step): step
        case .field(let name, let whole): "\(whole).\(name)"
        case .element(let map): "\(map)[i]"
        case .list(let items): "[\(items.map(\.description).joined(separator: ", "))]"
        case .collected(_, let item): "\(item)[*]"
        }
    }
}

extension Source: Codable {
    private enum Key: String, CodingKey { case constant, parameter, output, field, of, element, list, collected }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let name = try container.decodeIfPresent(String.self, forKey: .parameter) {
            self = .parameter(name)
        } else if let step = try container.decodeIfPresent(String.self, forKey: .output) {
            self = .output(of: step)
        } else if let name = try container.decodeIfPresent(String.self, forKey: .field) {
            self = .field(name, of: try container.decode(Source.self, forKey: .of))
        } else if let map = try container.decodeIfPresent(String.self, forKey: .element) {
            self = .element(of: map)
        } else if let items = try container.decodeIfPresent([Source].self, forKey: .list) {
            self = .list(items)
        } else if let map = try container.decodeIfPresent(String.self, forKey: .collected) {
            self = .collected(by: map, try container.decode(Source.self, forKey: .of))
        } else {
            self = .constant(try container.decode(JSON.self, forKey: .constant))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .constant(let value): try container.encode(value, forKey: .constant)
        case .parameter(let name): try container.encode(name, forKey: .parameter)
        case .output(let step): try container.encode(step, forKey: .output)
        case .field(let name, let whole):
            try container.encode(name, forKey: .field)
            try container.encode(whole, forKey: .of)
        case .element(let map): try container.encode(map, forKey: .element)
        case .list(let items): try container.encode(items, forKey: .list)
        case .collected(let map, let item):
            try container.encode(map, forKey: .collected)
            try container.encode(item, forKey: .of)
        }
    }
}
