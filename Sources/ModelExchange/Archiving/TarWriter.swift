internal import Archives
internal import FileSystem

/// Packs a folder in a tar archive; the same folder is the same bytes.
struct TarWriter {
    let folder: String
    /// What the folder is called in the archive.
    let name: String

    /// Writes a new archive.
    func write(to archive: String) throws {
        let output = try OpenFile(creating: archive)
        try append("", to: output)
        // Two empty blocks end an archive.
        try output.write([UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
    }

    /// Appends a folder and what is in it, sorted by the bytes of the names.
    private func append(_ path: String, to output: borrowing OpenFile) throws {
        try append(TarHeader(path: name + path, kind: .folder), to: output)
        for child in try Folders.names(in: folder + path) {
            let inner = "\(path)/\(child)"
            let status = try FileStatus(ofLink: folder + inner)
            switch status.kind {
            case .folder: try append(inner, to: output)
            case .file:
                let header = TarHeader(
                    path: name + inner, kind: .file, size: status.size, isExecutable: status.isExecutable)
                try append(header, to: output)
                try appendContent(of: folder + inner, header, to: output)
            case .link, .other: throw ExchangeError(.destination, "'\(folder + inner)' is neither a file nor a folder")
            }
        }
    }

    private func append(_ header: TarHeader, to output: borrowing OpenFile) throws {
        guard let block = header.block else {
            throw ExchangeError(
                .destination,
                "'\(header.path)' has too long a path for an archive; export to a folder instead")
        }
        try output.write(block)
    }

    private func appendContent(of path: String, _ header: TarHeader, to output: borrowing OpenFile) throws {
        let input = try OpenFile(reading: path)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var rest = header.size
        while rest > 0 {
            let count = min(try input.read(into: &buffer), Int(min(rest, Int64(buffer.count))))
            guard count > 0 else { throw ExchangeError(.lost, "'\(path)' became shorter while it was read") }
            try output.write(buffer[..<count])
            rest -= Int64(count)
        }
        try output.write([UInt8](repeating: 0, count: header.padding))
    }
}
