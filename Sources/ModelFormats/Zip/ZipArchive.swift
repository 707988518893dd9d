/// A zip archive in memory: which files it has, and the bytes of those that are not compressed.
///
/// The numbers are those of PKWARE's note on the format, <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>.
public struct ZipArchive {
    /// A file of the archive.
    struct Entry {
        let name: String
        /// How it is compressed: 0 is not at all, 8 is DEFLATE.
        let method: Int
        let compressedSize: Int
        let size: Int
        let checksum: UInt32
        /// Where the file's own header begins.
        fileprivate let header: Int
    }

    /// How an archive begins.
    static let signature: [UInt8] = [0x50, 0x4b, 3, 4]

    private let bytes: UnsafeRawBufferPointer
    /// The files, in the order of the archive's directory.
    let entries: [Entry]

    init(_ bytes: UnsafeRawBufferPointer) throws(WeightsError) {
        self.bytes = bytes
        let (directory, count) = try Self.directory(of: bytes)
        var cursor = ByteCursor(bytes, at: directory)
        var entries: [Entry] = []
        var names: Set<String> = []
        for _ in 0..<count {
            let entry = try Self.entry(&cursor)
            guard names.insert(entry.name).inserted else {
                throw WeightsError(.malformed, "the archive has two files called \(entry.name)")
            }
            entries.append(entry)
        }
        self.entries = entries
    }

    /// Returns the file of a name.
    func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

    /// Returns the bytes of a file as they lie in the archive.
    func contents(_ entry: Entry) throws(WeightsError) -> UnsafeRawBufferPointer {
        guard entry.header <= bytes.count else {
            throw WeightsError(.malformed, "the archive's file \(entry.name) does not lie within it")
        }
        var cursor = ByteCursor(bytes, at: entry.header)
        guard try cursor.bytes(4).elementsEqual(Self.signature) else {
            throw WeightsError(.malformed, "the archive's file \(entry.name) does not begin where the directory says")
        }
        _ = try cursor.bytes(22)
        let lengths = (try cursor.size(bytes: 2), try cursor.size(bytes: 2))
        _ = try cursor.bytes(lengths.0 + lengths.1)
        return try cursor.bytes(entry.compressedSize)
    }

    /// Returns the bytes of a file that is not compressed.
    func stored(_ entry: Entry) throws(WeightsError) -> UnsafeRawBufferPointer {
        guard entry.method == 0 else {
            throw WeightsError(
                .unsupported, "the archive's file \(entry.name) is compressed, as torch.save does not do")
        }
        return try contents(entry)
    }

    /// Where the directory begins and how many files it has: told at the archive's end, in large archives in 64 bits.
    private static func directory(of bytes: UnsafeRawBufferPointer) throws(WeightsError) -> (start: Int, count: Int) {
        let end: [UInt8] = [0x50, 0x4b, 5, 6]
        // A comment of at most 65,535 bytes may follow.
        let latest = bytes.count - 22
        let earliest = max(0, latest - 65_535)
        let place = latest < 0 ? nil : (earliest...latest).last { bytes[$0...].starts(with: end) }
        guard let place else {
            throw WeightsError(.truncated, "it is cut off: it begins as a zip archive, but has no directory at its end")
        }
        var cursor = ByteCursor(bytes, at: place + 10)
        var count = try cursor.size(bytes: 2)
        _ = try cursor.bytes(4)
        var start = try cursor.size(bytes: 4)
        if (count == 0xffff || start == 0xffff_ffff), place >= 20 {
            var locator = ByteCursor(bytes, at: place - 20)
            guard try locator.bytes(4).elementsEqual([0x50, 0x4b, 6, 7]) else {
                return try checked(start, count, bytes)
            }
            _ = try locator.bytes(4)
            let record = try locator.size(bytes: 8)
            guard record <= bytes.count else { return try checked(record, count, bytes) }
            var wide = ByteCursor(bytes, at: record)
            _ = try wide.bytes(32)
            count = try wide.size(bytes: 8)
            _ = try wide.bytes(8)
            start = try wide.size(bytes: 8)
        }
        return try checked(start, count, bytes)
    }

    private static func checked(
        _ start: Int, _ count: Int, _ bytes: UnsafeRawBufferPointer
    ) throws(WeightsError) -> (Int, Int) {
        // Each file takes 46 bytes of the directory at least.
        guard start <= bytes.count, count <= (bytes.count - start) / 46 else {
            throw WeightsError(.malformed, "the archive's directory does not lie within it")
        }
        return (start, count)
    }

    private static func entry(_ cursor: inout ByteCursor) throws(WeightsError) -> Entry {
        let place = cursor.position
        guard try cursor.bytes(4).elementsEqual([0x50, 0x4b, 1, 2]) else {
            throw WeightsError(.malformed, "at byte \(place): the archive's directory is damaged")
        }
        _ = try cursor.bytes(6)
        let method = try cursor.size(bytes: 2)
        _ = try cursor.bytes(4)
        let checksum = UInt32(truncatingIfNeeded: try cursor.size(bytes: 4))
        var sizes = (compressed: try cursor.size(bytes: 4), whole: try cursor.size(bytes: 4))
        let lengths = (
            name: try cursor.size(bytes: 2), extra: try cursor.size(bytes: 2), comment: try cursor.size(bytes: 2)
        )
        _ = try cursor.bytes(8)
        var header = try cursor.size(bytes: 4)
        let name = String(decoding: try cursor.bytes(lengths.name), as: UTF8.self)
        var extra = ByteCursor(try cursor.bytes(lengths.extra))
        while extra.left >= 4 {
            let kind = try extra.size(bytes: 2)
            var field = ByteCursor(try extra.bytes(try extra.size(bytes: 2)))
            guard kind == 1 else { continue }
            // Numbers of 64 bits, of those that 32 bits do not hold.
            if sizes.whole == 0xffff_ffff { sizes.whole = try field.size(bytes: 8) }
            if sizes.compressed == 0xffff_ffff { sizes.compressed = try field.size(bytes: 8) }
            if header == 0xffff_ffff { header = try field.size(bytes: 8) }
        }
        _ = try cursor.bytes(lengths.comment)
        return Entry(
            name: name, method: method, compressedSize: sizes.compressed, size: sizes.whole, checksum: checksum,
            header: header)
    }
}
