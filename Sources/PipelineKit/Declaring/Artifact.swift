internal import ContentHash

/// A file or a folder that one step makes and others read.
///
/// Give what you make a type of its own, so that the compiler tells a model from a table:
///
/// ```swift
/// struct Shards: Artifact {
///     static let form = ArtifactForm.folder
///     let path: String
///     init(path: String) { self.path = path }
/// }
/// ```
///
/// A step gets a place for it from ``StepContext/output(_:as:)``. Between steps it is passed by its content.
public protocol Artifact: ParameterValue, Hashable {
    /// Whether it is one file or a folder.
    static var form: ArtifactForm { get }
    /// Where to read it; while a step runs, an absolute path.
    var path: String { get }

    init(path: String)
}

extension Artifact {
    public static var parameterType: ParameterType { form == .file ? .file : .folder }

    public init(from decoder: any Decoder) throws {
        let value = try JSON(from: decoder)
        guard let path = ArtifactReference(value)?.path else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(value.text) is no artifact with a path"))
        }
        self.init(path: path)
    }

    public func encode(to encoder: any Encoder) throws {
        try ArtifactReference(form: Self.form, path: path).json.encode(to: encoder)
    }
}

/// A file of any kind.
public struct File: Artifact {
    public static let form = ArtifactForm.file
    public let path: String

    public init(path: String) { self.path = path }
}

/// A folder of any kind.
public struct Folder: Artifact {
    public static let form = ArtifactForm.folder
    public let path: String

    public init(path: String) { self.path = path }
}
