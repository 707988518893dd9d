/// Reads the records of a file one after the other, or from a given offset.
///
/// ```swift
/// var reader = try RecordReader(file: "train-00000.rec")
/// while let payload = try reader.next() { … }
/// ```
public struct RecordReader: Sendable {
    /// The offset of the record that `next()` reads.
    public private(set) var offset = 0
    private let storage: Storage

    /// Reads records that are in memory.
    public init(_ bytes: [UInt8]) {
        storage = .memory(bytes)
    }

    /// Maps a file into memory and reads its records; the file must not be shortened while it is read.
    ///
    /// - Throws: `RecordError` with the path when the file cannot be opened.
    public init(file path: String) throws(RecordError) {
        storage = .file(try MappedFile(path))
    }

    /// Continues at the offset of a record, as an index gives it.
    public mutating func seek(to offset: Int) { self.offset = offset }

    /// Returns the payload of the next record, or nil at the end.
    ///
    /// - Throws: `RecordError` with the offset of the part that is damaged; `offset` stays at the record's start.
    public mutating func next() throws(RecordError) -> [UInt8]? {
        var payload: [UInt8] = []
        var at = offset
        while let part = try part(at: at, continuing: at != offset) {
            if at != offset { withUnsafeBytes(of: RecordFormat.magic.littleEndian) { payload += $0 } }
            storage.withBytes { bytes in
                payload += UnsafeRawBufferPointer(rebasing: bytes[part.payload])
            }
            at = part.end
            guard part.continues else {
                offset = at
                return payload
            }
        }
        return nil
    }

    private struct PartRange {
        let payload: Range<Int>
        let end: Int
        let continues: Bool
    }

    private func part(at start: Int, continuing: Bool) throws(RecordError) -> PartRange? {
        let count = storage.withBytes { $0.count }
        guard start != count || continuing else { return nil }
        guard start >= 0, start < count else {
            throw error(
                .truncated, start,
                continuing
                    ? "the file ends at byte \(count) within a record of several parts"
                    : "there is no record; the file has \(count) bytes")
        }
        guard start + RecordFormat.headSize <= count else {
            throw error(.truncated, start, "a head needs 8 bytes, there are \(count - start)")
        }
        let head = storage.withBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        let magic = UInt32(truncatingIfNeeded: head)
        guard magic == RecordFormat.magic else {
            throw error(.wrongMagic, start, "0x\(String(magic, radix: 16)) stands where 0xced7230a should")
        }
        let word = UInt32(head >> 32)
        guard let kind = RecordFormat.Part(rawValue: word >> 29) else {
            throw error(.wrongPart, start, "the flag \(word >> 29) has no meaning")
        }
        guard continuing == (kind == .middle || kind == .last) else {
            throw error(
                .wrongPart, start,
                continuing
                    ? "a new record starts before the last one has ended"
                    : "the rest of a record comes without its start")
        }
        let length = Int(word & 0x1FFF_FFFF)
        let first = start + RecordFormat.headSize
        let end = first + RecordFormat.padded(length)
        guard end <= count else {
            throw error(
                .truncated, start, "\(RecordFormat.padded(length)) bytes are announced, there are \(count - first)")
        }
        return PartRange(payload: first..<first + length, end: end, continues: kind == .first || kind == .middle)
    }

    private func error(_ code: RecordError.Code, _ offset: Int, _ detail: String) -> RecordError {
        RecordError(code, offset: offset, detail, file: storage.path)
    }

    private enum Storage: Sendable {
        case memory([UInt8])
        case file(MappedFile)

        var path: String? {
            if case .file(let file) = self { file.path } else { nil }
        }

        func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
            switch self {
            case .memory(let bytes): bytes.withUnsafeBytes(body)
            case .file(let file): body(file.bytes)
            }
        }
    }
}
