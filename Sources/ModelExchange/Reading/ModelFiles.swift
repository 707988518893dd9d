internal import FileSystem

/// The files of a model outside of the registry: as a training wrote them, or as they were exported.
public struct ModelFiles: Hashable, Sendable {
    /// The folder of the model itself.
    public let folder: String
    /// What its classes are called, by id, where that was exported with it.
    public let classNames: [String]

    /// Finds the files of a model, and verifies those that were exported.
    /// - Parameters:
    ///   - source: The path of a model's folder, or of what was exported: a folder or an archive.
    ///   - folder: Where an archive is unpacked.
    ///   - environment: The environment of the program; what unpacks archives is looked for in its `PATH`.
    /// - Throws: ``ExchangeError`` where there is nothing, or it is not what was exported.
    public init(at source: String, unpackedIn folder: String, environment: [String: String]) async throws {
        let found = try await Unpacking.folder(of: source, in: folder, environment: environment)
        guard let list = try? Files.readText("\(found)/\(Checksums.fileName)") else {
            self.folder = found
            classNames = []
            return
        }
        let mistakes = try Checksums(parsing: list, in: source).mistakes(in: found)
        guard mistakes.isEmpty else {
            throw ExchangeError(
                .damaged, "'\(source)' is not what was exported\n  " + mistakes.prefix(5).joined(separator: "\n  "))
        }
        self.folder = "\(found)/model"
        classNames = ClassNames.read(list: "\(found)/\(ModelExport.labels)")
    }
}
