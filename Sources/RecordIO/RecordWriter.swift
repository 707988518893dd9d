internal import Glibc

/// Writes a record file and the index beside it.
///
/// Nothing is complete before `finish()`; a writer that goes away without it leaves the files as far as they got.
public struct RecordWriter: ~Copyable {
    private let path: String
    private let indexPath: String
    private let descriptor: Int32
    private var encoder = RecordEncoder()
    private var index = RecordIndex()
    private var written = 0
    private let flushSize = 1 << 20

    /// Creates the record file, emptying one that is there.
    ///
    /// - Throws: `RecordError` with the path when the file cannot be created.
    public init(file path: String, index indexPath: String) throws(RecordError) {
        self.path = path
        self.indexPath = indexPath
        descriptor = try Self.create(path)
    }

    deinit { close(descriptor) }

    /// The size of the record file with all that was appended.
    public var byteCount: Int { written + encoder.bytes.count }

    /// Appends one record and notes its place in the index.
    ///
    /// - Throws: `RecordError` when the payload is too long or the file cannot be written.
    public mutating func append(_ payload: [UInt8], key: UInt64) throws(RecordError) {
        let offset = byteCount
        try encoder.append(payload)
        index.entries.append(RecordIndex.Entry(key: key, offset: offset))
        if encoder.bytes.count >= flushSize { try flush() }
    }

    /// Writes what is still in memory, and the index.
    ///
    /// - Throws: `RecordError` when a file cannot be written.
    public consuming func finish() throws(RecordError) {
        try flush()
        let indexDescriptor = try Self.create(indexPath)
        defer { close(indexDescriptor) }
        try Self.write(Array(index.text.utf8), to: indexDescriptor, path: indexPath)
    }

    private mutating func flush() throws(RecordError) {
        try Self.write(encoder.bytes, to: descriptor, path: path)
        written += encoder.bytes.count
        encoder.removeAll()
    }

    private static func create(_ path: String) throws(RecordError) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(errno, "cannot create the file", file: path) }
        return descriptor
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(RecordError) {
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    // Zero bytes taken is no progress either, and sets no error number.
                    failure = count < 0 ? errno : EIO
                    return
                }
                done += count
            }
        }
        guard failure == 0 else { throw .system(failure, "cannot write the file", file: path) }
    }
}
