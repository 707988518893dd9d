public import ContentHash

/// The list of what a folder contains; its own digest is the folder's.
public struct Manifest: Hashable, Sendable {
    /// One name in a folder.
    public struct Entry: Hashable, Sendable {
        /// The path below the folder.
        public let path: String
        /// `f` for a file, `x` for an executable file, `d` for a folder, `l` for a link.
        public let kind: Character
        /// The size in bytes; 0 for a folder.
        public let size: Int64
        /// The digest of a file's content or of a link's target; that of nothing for a folder.
        public let digest: Digest
    }

    public let entries: [Entry]

    init(entries: [Entry]) { self.entries = entries }

    /// The bytes that are kept: for each entry digest, kind, size and path, ended by a zero byte.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 120)
        for entry in entries {
            entry.digest.appendHex(to: &bytes)
            bytes += " \(entry.kind) \(entry.size) ".utf8
            bytes += entry.path.utf8
            bytes.append(0)
        }
        return bytes
    }

    /// Reads a manifest as it is kept; `nil` where the bytes are none.
    /// - Parameter bytes: The bytes.
    public init?(bytes: [UInt8]) {
        var entries: [Entry] = []
        var total: Int64 = 0
        for record in bytes.split(separator: 0) {
            // What follows the third space is the path, spaces and all.
            let parts = record.split(separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard parts.count == 4, let digest = Digest(hex: parts[0]), let kind = parts[1].first,
                let size = Int64(parts[2]), size >= 0, case let (sum, overflow) = total.addingReportingOverflow(size),
                !overflow
            else { return nil }
            total = sum
            entries.append(Entry(path: parts[3], kind: kind, size: size, digest: digest))
        }
        self.entries = entries
    }

    /// The digest of a folder with this content.
    public var digest: Digest {
        var hash = SHA256()
        hash.update("pipeline folder 1\0")
        bytes.withUnsafeBytes { hash.update($0) }
        return hash.finish()
    }

    /// The bytes of all files.
    public var size: Int64 { entries.reduce(0) { $0 + $1.size } }
}
