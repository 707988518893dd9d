internal import Archives
internal import FileSystem

/// Unpacks a tar archive of files and folders, and lets nothing out of the folder that it unpacks to.
///
/// Links are refused with everything else that is no file or folder, so that no entry can be written through one.
struct TarReader {
    let archive: String
    /// What the archive is called in messages.
    let source: String

    /// Unpacks everything into a folder that is there and empty.
    /// - Throws: ``ExchangeError`` with the entry that is refused, or where the archive is cut off.
    func unpack(into folder: String) throws {
        let input = try OpenFile(reading: archive)
        while let header = try next(in: input) {
            try check(header)
            let path = "\(folder)/\(header.path)"
            switch header.kind {
            case .folder: try Folders.create(path)
            case .file: try unpackFile(header, from: input, to: path)
            case .other: preconditionFailure("what is neither a file nor a folder was refused")
            }
        }
    }

    private func next(in input: borrowing OpenFile) throws -> TarHeader? {
        do { return try TarHeader.next { try input.read($0) } } catch let error as TarError {
            throw damaged(error.description)
        }
    }

    private func check(_ header: TarHeader) throws(ExchangeError) {
        if case .other = header.kind {
            throw refused("\(header.kind.words) '\(header.path)', and a model has files and folders only")
        }
        if Files.leadsOut(header.path) {
            throw refused("'\(header.path)', which leads out of its folder")
        }
        if header.path.isEmpty || header.path.utf8.contains(0) { throw refused("an entry without a name") }
    }

    private func unpackFile(_ header: TarHeader, from input: borrowing OpenFile, to path: String) throws {
        try Folders.create(Files.folder(of: path))
        guard try FileStatus.ifPresent(path) == nil else { throw refused("'\(header.path)' twice") }
        let output = try OpenFile(creating: path, isExecutable: header.isExecutable)
        var rest = header.size
        while rest > 0 {
            let bytes = try input.read(Int(min(rest, 1 << 18)))
            guard !bytes.isEmpty else { throw damaged("it is cut off within '\(header.path)'") }
            try output.write(bytes)
            rest -= Int64(bytes.count)
        }
        _ = try input.read(header.padding)
    }

    private func refused(_ what: String) -> ExchangeError {
        ExchangeError(.source, "the archive '\(source)' holds \(what); nothing was imported")
    }

    private func damaged(_ what: String) -> ExchangeError {
        ExchangeError(.damaged, "the archive '\(source)' cannot be unpacked: \(what); get it again")
    }
}
