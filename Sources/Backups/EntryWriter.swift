internal import Archives
internal import ContentHash
internal import FileSystem

/// Writes the files of a backup one after the other into a tar archive.
struct EntryWriter: ~Copyable {
    private let output: OpenFile
    private let isCancelled: @Sendable () -> Bool

    init(creating path: String, isCancelled: @escaping @Sendable () -> Bool) throws(SystemError) {
        output = try OpenFile(creating: path)
        self.isCancelled = isCancelled
    }

    /// Adds a file with the given content.
    func append(_ bytes: [UInt8], as name: String) throws {
        let header = try begin(name, size: Int64(bytes.count))
        try output.write(bytes)
        try output.write([UInt8](repeating: 0, count: header.padding))
    }

    /// Adds a file of the disk.
    /// - Returns: The digest of what was read.
    /// - Throws: ``BackupError`` where it became shorter.
    func append(file path: String, as name: String) throws -> Digest {
        let input = try OpenFile(reading: path)
        let status = try input.status()
        let header = try begin(name, size: status.size, isExecutable: status.isExecutable)
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var rest = header.size
        while rest > 0 {
            if isCancelled() { throw CancellationError() }
            let count = min(try input.read(into: &buffer), Int(min(rest, Int64(buffer.count))))
            guard count > 0 else { throw BackupError(.damaged, "'\(path)' became shorter while it was read") }
            try output.write(buffer[..<count])
            buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            rest -= Int64(count)
        }
        try output.write([UInt8](repeating: 0, count: header.padding))
        return hash.finish()
    }

    /// Ends the archive, and waits until the disk has it.
    func finish() throws {
        // Two empty blocks end an archive.
        try output.write([UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
        try output.synchronize()
    }

    private func begin(_ name: String, size: Int64, isExecutable: Bool = false) throws -> TarHeader {
        if isCancelled() { throw CancellationError() }
        let header = TarHeader(path: name, kind: .file, size: size, isExecutable: isExecutable)
        guard let block = header.block else {
            preconditionFailure("the name '\(name)' of an entry fits into its header")
        }
        try output.write(block)
        return header
    }
}
