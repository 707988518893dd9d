internal import Archives
internal import ContentHash
internal import FileSystem

/// Reads the files of a backup one after the other.
struct EntryReader: ~Copyable {
    private let input: OpenFile
    private let source: String
    private let isCancelled: @Sendable () -> Bool

    init(reading path: String, isCancelled: @escaping @Sendable () -> Bool) throws(BackupError) {
        do throws(SystemError) { input = try OpenFile(reading: path) } catch {
            throw BackupError(.source, error.description)
        }
        source = path
        self.isCancelled = isCancelled
    }

    /// The next file, whose content is to be read before the one after it; `nil` at the end.
    /// - Throws: ``BackupError`` where the archive is cut off, or is none.
    func next() throws -> TarHeader? {
        if isCancelled() { throw CancellationError() }
        let next: TarHeader?
        do { next = try TarHeader.next { try input.read($0) } } catch let error as TarError {
            throw damaged(error.description)
        }
        guard let header = next else { return nil }
        guard header.kind == .file else { throw damaged("it holds \(header.kind.words) '\(header.path)'") }
        return header
    }

    /// The content of a small file.
    func content(of header: TarHeader) throws -> [UInt8] {
        guard header.size < 1 << 24 else { throw damaged("'\(header.path)' is too large") }
        let bytes = try input.read(Int(header.size))
        guard bytes.count == Int(header.size) else { throw cutOff(header) }
        _ = try input.read(header.padding)
        return bytes
    }

    /// Writes the content of a file to the disk.
    /// - Returns: Its digest.
    func unpack(_ header: TarHeader, to path: String) throws -> Digest {
        let output = try OpenFile(creating: path, isExecutable: header.isExecutable)
        var hash = SHA256()
        var rest = header.size
        while rest > 0 {
            if isCancelled() { throw CancellationError() }
            let bytes = try input.read(Int(min(rest, 1 << 18)))
            guard !bytes.isEmpty else { throw cutOff(header) }
            try output.write(bytes)
            bytes.withUnsafeBytes { hash.update($0) }
            rest -= Int64(bytes.count)
        }
        _ = try input.read(header.padding)
        return hash.finish()
    }

    private func cutOff(_ header: TarHeader) -> BackupError { damaged("it is cut off within '\(header.path)'") }

    /// The error for a backup that is not what was written.
    func damaged(_ what: String) -> BackupError {
        BackupError(.damaged, "the backup '\(source)' can't be restored: \(what); get it again")
    }
}
