/// What a look over a file or folder found, as the bytes that are remembered.
///
/// Names are sorted by their bytes, and what is in a folder follows the folder. Two looks found the same where the
/// bytes are equal, so comparing tens of thousands of files is comparing memory.
struct Listing: Sendable {
    /// What stands at a path.
    enum Kind: UInt8, Sendable {
        case file, executable, folder, link
        /// Ends what is in a folder.
        case end
    }

    /// For each entry its kind, its name with the length before, and its stamp unless it is a folder.
    private(set) var bytes: [UInt8] = []
    /// The size of all files, in bytes.
    private(set) var size: Int64 = 0
    /// The first moment from which on a later change of any file would show.
    private(set) var settled = Int64.min

    /// The stamps of the folder, where it is one, and of those in it, in the order of the entries; they are not remembered.
    private(set) var folders: [Stamp] = []

    init() {}

    /// Begins the listing of a folder.
    init(of folder: Stamp) { folders = [folder] }

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Adds a file or link.
    mutating func append(_ name: UnsafeRawBufferPointer, _ kind: Kind, _ stamp: Stamp) {
        append(name, kind)
        append(stamp.device)
        append(stamp.inode)
        append(UInt64(bitPattern: stamp.size))
        append(UInt64(bitPattern: stamp.modified))
        append(UInt64(bitPattern: stamp.changed))
        size += stamp.size
        settled = max(settled, stamp.settled)
    }

    /// Adds a folder with what is in it.
    mutating func append(_ name: UnsafeRawBufferPointer, folder: Listing) {
        append(name, .folder)
        bytes += folder.bytes
        append(UnsafeRawBufferPointer(start: nil, count: 0), .end)
        size += folder.size
        settled = max(settled, folder.settled)
        folders += folder.folders
    }

    private mutating func append(_ name: UnsafeRawBufferPointer, _ kind: Kind) {
        bytes.append(kind.rawValue)
        bytes.append(UInt8(truncatingIfNeeded: name.count))
        bytes.append(UInt8(truncatingIfNeeded: name.count >> 8))
        bytes += name
    }

    private mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    /// The entries with their paths; `nil` where the bytes are no listing.
    var entries: [WalkEntry]? {
        var entries: [WalkEntry] = []
        var folders: [String] = []
        var position = 0
        func number() -> UInt64 {
            defer { position += 8 }
            return bytes.withUnsafeBytes {
                UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            }
        }
        while position < bytes.count {
            guard position + 3 <= bytes.count, let kind = Kind(rawValue: bytes[position]) else { return nil }
            let length = Int(bytes[position + 1]) | Int(bytes[position + 2]) << 8
            position += 3
            guard position + length <= bytes.count else { return nil }
            let name = String(decoding: bytes[position..<position + length], as: UTF8.self)
            position += length
            let path = (folders.last ?? "") + name
            switch kind {
            case .end: guard folders.popLast() != nil else { return nil }
            case .folder:
                entries.append(WalkEntry(path: path, kind: kind, stamp: nil))
                folders.append(path + "/")
            case .file, .executable, .link:
                guard position + 40 <= bytes.count else { return nil }
                let stamp = Stamp(
                    device: number(), inode: number(), size: Int64(bitPattern: number()),
                    modified: Int64(bitPattern: number()), changed: Int64(bitPattern: number()))
                entries.append(WalkEntry(path: path, kind: kind, stamp: stamp))
            }
        }
        return folders.isEmpty ? entries : nil
    }
}

/// One path of a listing.
struct WalkEntry: Sendable {
    /// The path below the root, with `/` between names; empty for a root that is a file.
    let path: String
    let kind: Listing.Kind
    /// Of everything but a folder: what a folder is, is told by what is in it.
    let stamp: Stamp?
}
