internal import ContentHash
internal import ContentStore
internal import FileSystem
internal import PipelineKit

/// A folder with an exported model, every byte of which was verified.
struct ExportedPackage {
    let folder: String
    let document: ModelDocument
    /// The digest of the list of digests: that of the whole.
    let digest: Digest

    /// Verifies a folder.
    /// - Throws: ``ExchangeError`` with all files that are missing, changed, or do not belong there.
    init(folder: String, source: String, store: ContentStore) throws {
        try Self.refuseLinks(in: folder, below: "", of: source)
        guard let list = try? Files.readText("\(folder)/\(Checksums.fileName)") else {
            throw ExchangeError(
                .source, "'\(source)' is no exported model: it has no file \(Checksums.fileName)")
        }
        let mistakes = try Checksums(parsing: list, in: source).mistakes(in: folder)
        guard mistakes.isEmpty else {
            let more = mistakes.count > 5 ? "\n  and \(mistakes.count - 5) more" : ""
            throw ExchangeError(
                .damaged,
                "'\(source)' is not what was exported; nothing was imported\n  "
                    + mistakes.prefix(5).joined(separator: "\n  ") + more)
        }
        guard let text = try? Files.readText("\(folder)/\(ModelDocument.fileName)") else {
            throw ExchangeError(.source, "'\(source)' is no exported model: it has no file \(ModelDocument.fileName)")
        }
        let document = try ModelDocument(parsing: text, in: source)
        for (name, part) in [("model", document.model), ("evaluation", document.evaluation)] {
            if let part { try Self.verify(part, called: name, in: folder, source: source, store: store) }
        }
        self.folder = folder
        self.document = document
        digest = SHA256.digest(of: list)
    }

    /// Compares the digest that `model.json` tells, which is that of the content store, with the files.
    private static func verify(
        _ part: ModelDocument.Part, called name: String, in folder: String, source: String, store: ContentStore
    ) throws {
        let path = "\(folder)/\(part.path)"
        let kind: FileStatus.Kind = part.form == .folder ? .folder : .file
        guard !part.path.isEmpty, !Files.leadsOut(part.path),
            try FileStatus.ifPresent(path)?.kind == kind
        else {
            throw ExchangeError(
                .damaged,
                "the \(name) of '\(source)' should be the \(part.form.rawValue) '\(part.path)', which is not there; "
                    + "nothing was imported")
        }
        let digest = try store.digest(of: path, form: part.form == .folder ? .folder : .file).digest
        guard digest == part.digest else {
            throw ExchangeError(
                .damaged,
                "the \(name) '\(part.path)' of '\(source)' was changed: its digest is \(digest.hex), and "
                    + "\(ModelDocument.fileName) says \(part.digest.hex); nothing was imported")
        }
    }

    private static func refuseLinks(in folder: String, below path: String, of source: String) throws {
        for name in try Folders.names(in: folder + path) {
            let inner = "\(path)/\(name)"
            switch try FileStatus(ofLink: folder + inner).kind {
            case .folder: try refuseLinks(in: folder, below: inner, of: source)
            case .file: continue
            case .link, .other:
                throw ExchangeError(
                    .source,
                    "'\(source)' holds '\(inner.dropFirst())', which is a link or a device, and a model has files and "
                        + "folders only; nothing was imported")
            }
        }
    }
}
