public import ContentHash

/// Whether an artifact is one file or a folder of files.
public enum ArtifactForm: String, Codable, Sendable { case file, folder }

/// An artifact as a value passes it on: by content, by place, or by both.
public struct ArtifactReference: Hashable, Sendable {
    public let form: ArtifactForm
    /// Where it can be read now.
    public var path: String?
    /// What it contains.
    public var digest: Digest?

    public init(form: ArtifactForm, path: String? = nil, digest: Digest? = nil) {
        self.form = form
        self.path = path
        self.digest = digest
    }

    /// Reads the JSON form; `nil` where the value is no artifact.
    public init?(_ value: JSON) {
        guard let form = value[Wire.artifact]?.string.flatMap(ArtifactForm.init(rawValue:)) else { return nil }
        self.form = form
        path = value["path"]?.string
        digest = value["digest"]?.string.flatMap { Digest(hex: $0) }
    }

    /// The JSON form.
    public var json: JSON {
        var fields: [String: JSON] = [Wire.artifact: .string(form.rawValue)]
        if let path { fields["path"] = .string(path) }
        if let digest { fields["digest"] = .string(digest.hex) }
        return .object(fields)
    }
}

extension JSON {
    /// The artifacts inside a value, each with the fields that lead to it, in the order of the canonical text.
    public var artifacts: [(name: String, artifact: ArtifactReference)] {
        if let artifact = ArtifactReference(self) { return [("", artifact)] }
        let children: [(String, JSON)] =
            switch self {
            case .array(let items): items.enumerated().map { (String($0.offset), $0.element) }
            case .object(let fields):
                fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
            default: []
            }
        return children.flatMap { key, child in
            child.artifacts.map { ($0.name.isEmpty ? key : "\(key).\($0.name)", $0.artifact) }
        }
    }
}
