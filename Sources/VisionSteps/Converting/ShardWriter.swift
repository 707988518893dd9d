internal import RecordIO

/// Writes records to `shard-00000.rec`, and to the next where one is large enough.
///
/// There is one shard at least, so a side without images is a folder like any other.
struct ShardWriter: ~Copyable {
    private let folder: String
    private let shardBytes: Int
    private var number = 0
    private var writer: RecordWriter

    init(folder: String, shardBytes: Int) throws(RecordError) {
        self.folder = folder
        self.shardBytes = shardBytes
        writer = try Self.open(0, in: folder)
    }

    mutating func append(_ record: ImageRecord) throws(RecordError) {
        if writer.byteCount >= shardBytes {
            number += 1
            let full = exchange(&writer, with: try Self.open(number, in: folder))
            try full.finish()
        }
        try writer.append(record.payload, key: record.id)
    }

    consuming func finish() throws(RecordError) { try writer.finish() }

    private static func open(_ number: Int, in folder: String) throws(RecordError) -> RecordWriter {
        let digits = String(number)
        let name = "\(folder)/shard-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        return try RecordWriter(file: "\(name).rec", index: "\(name).idx")
    }
}
