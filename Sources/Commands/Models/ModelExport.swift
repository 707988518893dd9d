internal import ContentHash
internal import ContentStore
internal import FileSystem
internal import PipelineKit
internal import Registry

/// A model version as a folder that can be given away.
struct ModelExport {
    let version: ModelVersion
    let store: ContentStore

    /// Writes the model's files, its evaluation and `registration.json` to a new folder; all of them or none.
    func write(to destination: String) throws {
        let temporary = "\(destination).partial"
        try Folders.remove(temporary)
        do {
            try Folders.create(temporary)
            let model = store.path(of: version.model)
            switch version.form {
            case .file: try Files.write(Files.read(model), to: "\(temporary)/model")
            case .folder:
                for file in try Folders.files(below: model) {
                    if let slash = file.lastIndex(of: "/") { try Folders.create("\(temporary)/\(file[..<slash])") }
                    try Files.write(Files.read("\(model)/\(file)"), to: "\(temporary)/\(file)")
                }
            }
            if let evaluation = version.evaluation {
                try Files.write(Files.read(store.path(of: evaluation)), to: "\(temporary)/evaluation.json")
            }
            try Files.write(ModelText.json(version).prettyText + "\n", to: "\(temporary)/registration.json")
            try Files.rename(temporary, to: destination)
        } catch {
            try? Folders.remove(temporary)
            throw error
        }
    }
}
