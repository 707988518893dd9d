/// A model as someone names it: `road_sign`, `road_sign:3`, `road_sign@champion`.
public struct ModelSelector: Hashable, Sendable {
    /// Which version of the group.
    public enum Choice: Hashable, Sendable {
        case latest
        case version(Int)
        case alias(String)
    }

    public let group: String
    public let choice: Choice

    /// Reads a name.
    /// - Throws: ``RegistryError`` where the text has another form.
    public init(_ text: String) throws(RegistryError) {
        guard let mark = text.firstIndex(where: { $0 == ":" || $0 == "@" }) else {
            try self.init(text, group: text, .latest)
            return
        }
        let rest = String(text[text.index(after: mark)...])
        if text[mark] == "@" {
            guard !rest.isEmpty else { throw RegistryError(.wrongModel(text, why: "the alias is missing")) }
            try self.init(text, group: String(text[..<mark]), .alias(rest))
        } else {
            guard let version = Int(rest), version > 0 else {
                throw RegistryError(
                    .wrongModel(text, why: rest.isEmpty ? "the version is missing" : "'\(rest)' is no version"))
            }
            try self.init(text, group: String(text[..<mark]), .version(version))
        }
    }

    private init(_ text: String, group: String, _ choice: Choice) throws(RegistryError) {
        guard !group.isEmpty else { throw RegistryError(.wrongModel(text, why: "the group is missing")) }
        self.group = group
        self.choice = choice
    }
}
