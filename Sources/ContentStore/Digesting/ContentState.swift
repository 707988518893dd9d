public import ContentHash
internal import FileSystem

/// What tells whether anybody wrote to a file or folder: the inodes, sizes and times of writing of all that is in it.
///
/// Content that changes and changes back has the same digest, and another state: of a file that came and went the folder
/// tells, and of a link on the way that led elsewhere meanwhile the link. A further hard link and other permissions of
/// a file leave the state as it is: steps often link what they read into what they make.
public struct ContentState: Hashable, Sendable {
    /// The digest of all that; another process that looks gets the same.
    public let digest: Digest

    /// Looks at a file or folder without reading it.
    /// - Parameter path: Where it is.
    /// - Throws: ``ContentError`` where it is not there, or is neither.
    public init(of path: String) throws(ContentError) {
        let listing: Listing
        switch try FileWalk(root: Files.resolve(path), links: .follow).look() {
        case .file(let found), .folder(let found): listing = found
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(listing.bytes.count)
        for link in Files.links(on: path) { Self.add(Stamp(link), to: &bytes) }
        for folder in listing.folders {
            Self.add(folder, to: &bytes)
            // Nothing but what concerns the folder itself moves this one, such as another name for a while.
            Self.add(folder.changed, to: &bytes)
        }
        for entry in listing.entries ?? [] {
            bytes += entry.path.utf8
            bytes += [0, entry.kind.rawValue]
            if let stamp = entry.stamp { Self.add(stamp, to: &bytes) }
        }
        digest = SHA256.digest(of: bytes)
    }

    /// The device is left out: its number may be another one when the machine was started anew.
    private static func add(_ stamp: Stamp, to bytes: inout [UInt8]) {
        add(Int64(bitPattern: stamp.inode), to: &bytes)
        add(stamp.size, to: &bytes)
        add(stamp.modified, to: &bytes)
    }

    private static func add(_ number: Int64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }
}
