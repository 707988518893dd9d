internal import FileSystem

/// What tells whether anybody wrote to a file or folder: the inodes, sizes and times of writing of all that is in it.
///
/// Content that changes and changes back has the same digest, and another state. A further hard link and other permissions
/// leave the state as it is: steps often link what they read into what they make.
public struct ContentState: Equatable, Sendable {
    /// For this process alone, which seeds it at random.
    private let hash: Int

    /// Looks at a file or folder without reading it.
    /// - Parameter path: Where it is.
    /// - Throws: ``ContentError`` where it is not there, or is neither.
    public init(of path: String) throws(ContentError) {
        let listing: Listing
        switch try FileWalk(root: Files.resolve(path), links: .follow).look() {
        case .file(let found), .folder(let found): listing = found
        }
        var hasher = Hasher()
        // Where the path is a link, another that led elsewhere may have stood there meanwhile.
        if let status = try? FileStatus(ofLink: path), status.kind == .link { Self.add(Stamp(status), to: &hasher) }
        for entry in listing.entries ?? [] {
            hasher.combine(entry.path)
            hasher.combine(entry.kind)
            if let stamp = entry.stamp { Self.add(stamp, to: &hasher) }
        }
        hash = hasher.finalize()
    }

    private static func add(_ stamp: Stamp, to hasher: inout Hasher) {
        hasher.combine(stamp.device)
        hasher.combine(stamp.inode)
        hasher.combine(stamp.size)
        hasher.combine(stamp.modified)
    }
}
