/// The text file beside a record file that tells where each key's record starts.
public struct RecordIndex: Sendable, Equatable {
    /// One line: a key and the offset of its record.
    public struct Entry: Sendable, Equatable {
        /// The key of the record, unique in its file.
        public let key: UInt64
        /// The offset of the record's first byte.
        public let offset: Int

        public init(key: UInt64, offset: Int) {
            self.key = key
            self.offset = offset
        }
    }

    /// The entries in the order of the file.
    public var entries: [Entry]

    public init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// Reads the text of an index; lines may end as on Windows, where Python writes them so.
    ///
    /// - Throws: `RecordError` with the number of the line that is none.
    public init(parsing text: String) throws(RecordError) {
        entries = []
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (number, line) in lines.enumerated() where !line.isEmpty {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 2, let key = UInt64(fields[0]), let offset = Int(fields[1]), offset >= 0 else {
                throw RecordError(
                    .badIndex, offset: nil, "line \(number + 1) is “\(line)”, not a key, a tab and an offset")
            }
            entries.append(Entry(key: key, offset: offset))
        }
    }

    /// The text as `mxnet.recordio.MXIndexedRecordIO` writes it.
    public var text: String {
        entries.map { "\($0.key)\t\($0.offset)\n" }.joined()
    }
}
