internal import FileSystem

/// Files for places where nothing stands yet: nothing is ever overwritten.
public struct NewFiles: Sendable {
    private let folder: String
    private let files: [TemplateFile]

    /// Collects files that are to be written below a folder.
    public init(_ files: [TemplateFile], in folder: String) {
        self.files = files
        self.folder = folder
    }

    /// Checks that the folder is missing, or has nothing in it but git's own folder.
    /// - Throws: ``ScaffoldingError`` that names what is in the way.
    public func requireEmptyFolder() throws {
        guard let status = try? FileStatus(of: folder) else { return }
        guard status.kind == .folder else { throw ScaffoldingError("'\(folder)' is there already, and is no folder") }
        let names = try Folders.names(in: folder).filter { $0 != ".git" }
        guard let first = names.first else { return }
        let others = names.count == 1 ? "'\(first)'" : "'\(first)' and \(names.count - 1) more"
        throw ScaffoldingError(
            "the folder '\(folder)' is not empty: \(others) \(names.count == 1 ? "is" : "are") in it; "
                + "name a new folder, or move away what is there")
    }

    /// Writes the files.
    /// - Throws: ``ScaffoldingError`` where something has the name of one of them, before any is written.
    public func write() throws {
        for file in files where (try? FileStatus(ofLink: "\(folder)/\(file.path)")) != nil {
            throw ScaffoldingError("'\(folder)/\(file.path)' is there already, and is not overwritten")
        }
        for file in files {
            let path = "\(folder)/\(file.path)"
            try Folders.create(Files.folder(of: path))
            try Files.write(file.text, to: path)
            if file.isExecutable { try Files.setMode(0o755, of: path) }
        }
    }
}
