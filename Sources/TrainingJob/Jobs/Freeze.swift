/// How much of a network keeps the weights that it begins with.
///
/// Its text is `none`, `backbone`, or `all_but_last_N` with a number of blocks.
public enum Freeze: Hashable, Sendable {
    /// Everything is trained.
    case none
    /// The head alone is trained.
    case backbone
    /// The head and so many of the last blocks of the backbone are trained; an architecture's blocks are those of its paper.
    case allButLast(Int)

    private static let prefix = "all_but_last_"

    /// Reads a text.
    /// - Parameter text: `none`, `backbone`, or `all_but_last_N` where N is 1 or more.
    public init?(_ text: some StringProtocol) {
        switch text {
        case "none": self = .none
        case "backbone": self = .backbone
        default:
            guard text.hasPrefix(Self.prefix), let count = Int(text.dropFirst(Self.prefix.count)), count > 0 else {
                return nil
            }
            self = .allButLast(count)
        }
    }

    /// The text.
    public var text: String {
        switch self {
        case .none: "none"
        case .backbone: "backbone"
        case .allButLast(let count): Self.prefix + "\(count)"
        }
    }
}

extension Freeze: Codable {
    /// Reads a text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let freeze = Freeze(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "it is none of none, backbone and all_but_last_N")
        }
        self = freeze
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
