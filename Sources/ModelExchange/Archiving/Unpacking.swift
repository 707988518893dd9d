internal import FileSystem

/// Finds the files that were exported, in a folder or in an archive.
enum Unpacking {
    /// Finds the folder with the files.
    /// - Parameters:
    ///   - source: The path of the folder or archive.
    ///   - folder: Where an archive is unpacked.
    ///   - environment: The environment of the program; what unpacks archives is looked for in its `PATH`.
    /// - Returns: The source itself, or what an archive holds.
    /// - Throws: ``ExchangeError`` where there is nothing, or the archive is damaged.
    static func folder(of source: String, in folder: String, environment: [String: String]) async throws -> String {
        guard let status = try FileStatus.ifPresent(source) else {
            throw ExchangeError(.source, "there is nothing at '\(source)'")
        }
        guard status.kind != .folder else { return source }
        let archive = "\(folder)/archive.tar"
        try await Compression(of: source).expand(source, to: archive, source: source, environment: environment)
        let unpacked = "\(folder)/unpacked"
        try Folders.create(unpacked)
        try TarReader(archive: archive, source: source).unpack(into: unpacked)
        try Files.remove(archive)
        // An archive holds one folder with the files, or the files themselves.
        let names = try Folders.names(in: unpacked)
        if names.count == 1, try FileStatus(ofLink: "\(unpacked)/\(names[0])").kind == .folder {
            return "\(unpacked)/\(names[0])"
        }
        return unpacked
    }
}
