internal import ContentHash
public import PipelineKit

/// What a command or script made, by the names it declares.
public struct CommandOutput: Codable, Sendable {
    /// Something that a command makes.
    public struct Declaration: Codable, Hashable, Sendable {
        enum Form: String, Codable { case file, folder, value }

        /// The name below the folder for outputs, or the key among the values.
        public let name: String
        let form: Form

        /// A file.
        public static func file(_ name: String) -> Declaration { Declaration(name: name, form: .file) }
        /// A folder, which is there when the command starts.
        public static func folder(_ name: String) -> Declaration { Declaration(name: name, form: .folder) }
        /// A value: a number, a text, a truth value or a list.
        public static func value(_ name: String) -> Declaration { Declaration(name: name, form: .value) }
    }

    let fields: JSON

    init(fields: [String: JSON]) { self.fields = .object(fields) }

    public init(from decoder: any Decoder) throws { fields = try JSON(from: decoder) }

    public func encode(to encoder: any Encoder) throws { try fields.encode(to: encoder) }
}

extension Reference where Value == CommandOutput {
    /// Refers to a file that the command declares.
    public func file(_ name: String) -> Reference<File> { field(name) }

    /// Refers to a folder that the command declares.
    public func folder(_ name: String) -> Reference<Folder> { field(name) }

    /// Refers to a value that the command declares.
    public func value<Field>(_ name: String, as type: Field.Type = Field.self) -> Reference<Field> { field(name) }
}
