internal import ContentHash
public import ContentStore
internal import Execution
internal import FileSystem
internal import ModelFormats
internal import PipelineKit
public import Registry

/// Writes model versions as files that can be given away.
///
/// ```
/// model               the artifact as it is: a folder, or a file
/// model.onnx          the same network for ONNX Runtime and others, where its kind is known
/// preprocessing.json  how an image becomes the input of model.onnx
/// labels.json         the names of the classes by id, where the evaluation tells them
/// evaluation.json     the report by which it was judged; a folder `evaluation` where it has a page, report.html, as well
/// model.json          what it is and where it comes from, with digests
/// SHA256SUMS          for `sha256sum -c`
/// ```
///
/// The same version is the same bytes each time. What is there already is never overwritten, and an export that fails leaves
/// nothing.
public struct ModelExport: Sendable {
    /// What was written beside the model itself.
    public struct Summary: Hashable, Sendable {
        /// The files, sorted, by their paths in the folder.
        public let files: [String]
        /// Why there is no `model.onnx`; `nil` where there is one.
        public let whyNoONNX: String?
    }

    /// The file with the names of the classes.
    static let labels = "labels.json"

    let registry: Registry
    let store: ContentStore
    /// The environment of the program; what packs archives is looked for in its `PATH`.
    let environment: [String: String]

    public init(registry: Registry, store: ContentStore, environment: [String: String]) {
        self.registry = registry
        self.store = store
        self.environment = environment
    }

    /// Writes a version.
    /// - Throws: ``ExchangeError`` where something is at the destination, or an object of the version is missing.
    public func write(_ version: ModelVersion, to destination: String, as form: ExportForm) async throws -> Summary {
        guard (try? FileStatus(ofLink: destination)) == nil else {
            throw ExchangeError(.destination, "'\(destination)' exists; name a place where nothing is")
        }
        let parent = Files.folder(of: destination)
        guard try FileStatus.ifPresent(parent)?.kind == .folder else {
            throw ExchangeError(.destination, "there is no folder '\(parent)' to export to; create it first")
        }
        let temporary = try PrivateFolder(beside: destination)
        let network = try await write(version, into: "\(temporary.path)/folder")
        let summary = Summary(
            files: try Folders.files(below: "\(temporary.path)/folder"), whyNoONNX: network.failure?.description)
        var made = "\(temporary.path)/folder"
        if case .archive(let compression) = form {
            let archive = "\(temporary.path)/archive"
            try TarWriter(folder: made, name: Self.name(of: version)).write(to: "\(archive).tar")
            try await compression.compress("\(archive).tar", to: archive, environment: environment)
            made = archive
        }
        try Files.synchronizeFileSystem(of: temporary.path)
        try Files.rename(made, to: destination)
        return summary
    }

    /// Writes a version to a new folder, file by file.
    /// - Returns: The network that it wrote as ONNX, or why it could not.
    func write(_ version: ModelVersion, into folder: String) async throws -> Result<ONNXModel, ONNXError> {
        try Folders.create(folder)
        let model = try copy(version.model, version.form, of: version, "model", to: folder)
        var evaluation: ModelDocument.Part?
        if let digest = version.evaluation {
            let object = store.path(of: digest)
            let isFolder = try FileStatus.ifPresent(object)?.kind == .folder
            let name = isFolder || !Self.isJSON(object) ? "evaluation" : "evaluation.json"
            evaluation = try copy(digest, isFolder ? .folder : .file, of: version, name, to: folder)
        }
        let names = evaluation.map { ClassNames.read(evaluation: "\(folder)/\($0.path)") } ?? []
        if !names.isEmpty {
            try Files.write(JSON.array(names.map(JSON.string)).prettyText + "\n", to: "\(folder)/\(Self.labels)")
        }
        let network = Result { () throws(ONNXError) in try ONNXModel(folder: "\(folder)/model", classNames: names) }
        if case .success(let network) = network {
            try Files.write(network.bytes, to: "\(folder)/model.onnx")
            try Files.write(network.preprocessing.prettyText + "\n", to: "\(folder)/preprocessing.json")
        }
        let lineage = try await LineageDocument(registry: registry).json(of: version)
        let document = ModelDocument(version, model: model, evaluation: evaluation, lineage: lineage)
        try Files.write(document.text, to: "\(folder)/\(ModelDocument.fileName)")
        let checksums = try Checksums(of: folder)
        if let path = checksums.digests.keys.sorted().first(where: { !Checksums.canHold($0) }) {
            throw ExchangeError(
                .destination, "the file '\(path)' of \(version.name) has a name that \(Checksums.fileName) cannot hold")
        }
        try Files.write(checksums.text, to: "\(folder)/\(Checksums.fileName)")
        return network
    }

    /// Copies an object of the store, after every byte of it was looked at.
    private func copy(
        _ digest: Digest, _ form: ArtifactForm, of version: ModelVersion, _ name: String, to folder: String
    ) throws -> ModelDocument.Part {
        let content: ContentForm = form == .folder ? .folder : .file
        guard try store.condition(of: digest, form: content, thorough: true) == .intact else {
            throw ExchangeError(
                .lost,
                "the object \(digest.short) of \(version.name) is missing or damaged; \(version.run.remakingAdvice)")
        }
        try PlainCopy.copy(store.path(of: digest), to: "\(folder)/\(name)", refusing: .destination)
        return ModelDocument.Part(path: name, form: form, digest: digest)
    }

    private static func isJSON(_ path: String) -> Bool {
        (try? Files.readText(path)).flatMap { try? JSON(parsing: $0) } != nil
    }

    /// What the folder in an archive is called: the group and version, as every file system takes them.
    private static func name(of version: ModelVersion) -> String {
        let group = version.name.group.utf8.map { byte -> Character in
            let scalar = Character(Unicode.Scalar(byte))
            return scalar.isASCII && (scalar.isLetter || scalar.isNumber || "_-.".contains(scalar)) ? scalar : "_"
        }
        return "\(String(group))-\(version.name.version)"
    }
}

extension Result {
    /// Why there is no value.
    var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
