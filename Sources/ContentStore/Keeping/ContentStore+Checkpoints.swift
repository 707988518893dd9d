public import ContentHash
internal import FileSystem

extension ContentStore {
    /// The place of what attempts at a piece of work leave for the next one; a step makes the folder when it needs it.
    ///
    /// Whoever writes there holds the lock of the work, which is at ``lock(ofWork:)``.
    public func checkpointFolder(ofWork key: Digest) -> String { "\(root)/checkpoints/\(key.hex)" }

    /// The file that a process locks while it does a piece of work.
    public func lock(ofWork key: Digest) -> String { "\(root)/locks/\(key.hex)" }

    /// Whether an attempt at a piece of work left something for the next one.
    public func hasCheckpoints(of key: Digest) -> Bool {
        (try? FileStatus(ofLink: checkpointFolder(ofWork: key))) != nil
    }

    /// The pieces of work that an attempt left checkpoints of, sorted.
    /// - Throws: ``ContentError`` where the folder of checkpoints can't be read.
    public func checkpoints() throws(ContentError) -> [Digest] {
        try system { () throws(SystemError) in
            guard try FileStatus.ifPresent("\(root)/checkpoints") != nil else { return [] }
            return try Folders.names(in: "\(root)/checkpoints").compactMap { Digest(hex: $0) }
        }
    }

    /// The size of a piece of work's checkpoints in bytes, and when they were last written to, in seconds since 1970.
    ///
    /// What can't be read is left out; a folder that is gone is as old as can be.
    public func use(ofCheckpointsOf key: Digest) -> (size: Int64, modified: Double) {
        let folder = checkpointFolder(ofWork: key)
        let files = ((try? Folders.files(below: folder)) ?? []).compactMap {
            try? FileStatus(ofLink: "\(folder)/\($0)")
        }
        let times = files.map(\.modified) + [(try? FileStatus(ofLink: folder).modified) ?? 0]
        return (files.reduce(0) { $0 + $1.size }, Double(times.max() ?? 0) * 1e-9)
    }

    /// Removes the checkpoints of a piece of work, where there are any.
    /// - Throws: ``ContentError`` where the system refuses.
    public func removeCheckpoints(of key: Digest) throws(ContentError) {
        if let name = try putAsideCheckpoints(of: key) { try removeStaging(name) }
    }

    /// Takes its name from what attempts at a piece of work left, so that what can't be removed is in nobody's way.
    /// - Parameter key: The digest of the work's action key.
    /// - Returns: The name of the staging folder that it is now, which is to be removed; none where nothing is left.
    /// - Throws: ``ContentError`` where it can be neither moved nor removed.
    public func putAsideCheckpoints(of key: Digest) throws(ContentError) -> String? {
        let folder = checkpointFolder(ofWork: key)
        let name = "removed-\(key.hex)-\(UInt32.random(in: 0 ... .max))"
        return try system { () throws(SystemError) in
            let isMoved = (try? Files.rename(folder, to: path(ofStaging: name))) != nil
            // Otherwise there is nothing, or it is on another disk or may not be written to.
            if !isMoved { try Folders.remove(folder) }
            // After a power failure it must not be there again under a note that came later.
            let shelf = Files.folder(of: folder)
            if try FileStatus.ifPresent(shelf) != nil { try Files.synchronize(shelf) }
            return isMoved ? name : nil
        }
    }
}
