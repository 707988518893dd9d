public import ContentHash
internal import FileSystem

extension ContentStore {
    /// The names of the folders in which attempts work, or worked until they were killed; sorted.
    public func stagings() throws(ContentError) -> [String] {
        try system { () throws(SystemError) in try Folders.names(in: "\(root)/staging") }
    }

    /// The name of the folder of an attempt, by which the work is known that it is at.
    /// - Parameters:
    ///   - attempt: What tells the attempt from all others; it begins with the run's id.
    ///   - key: The digest of the work's action key.
    /// - Returns: The name.
    public static func staging(of attempt: String, atWork key: Digest) -> String { "\(attempt)-\(key.short)" }

    /// The names of the folders in which attempts at a piece of work were killed.
    ///
    /// An attempt holds the lock of its work, which is at ``lock(ofWork:)``, until its folder is gone: whoever has the lock finds
    /// only those here that nobody will finish.
    /// - Parameter key: The digest of the work's action key.
    /// - Returns: Their names, sorted.
    /// - Throws: ``ContentError`` where the folder of all of them can't be read.
    public func abandonedStagings(ofWork key: Digest) throws(ContentError) -> [String] {
        try stagings().filter { $0.hasSuffix("-\(key.short)") }
    }

    /// Whether an attempt is at work in its folder, or another one at the same work is about to remove it.
    /// - Parameter name: The name of the folder.
    /// - Returns: Whether somebody holds the lock of the work; false for a folder of something else than an attempt.
    /// - Throws: ``ContentError`` where the locks can't be asked.
    public func isAtWork(inStaging name: String) throws(ContentError) -> Bool {
        let work = name.split(separator: "-").last.map(String.init)
        return try system { () throws(SystemError) in
            for lock in try Folders.names(in: "\(root)/locks") where Digest(hex: lock)?.short == work {
                if try FileLock.ifFree("\(root)/locks/\(lock)") == nil { return true }
            }
            return false
        }
    }

    /// The paths of what killed processes were writing into the store's own records; nobody will ever read it.
    /// - Throws: ``ContentError`` where a folder can't be read.
    public func abandonedFiles() throws(ContentError) -> [String] {
        try system { () throws(SystemError) in
            var found: [String] = []
            for folder in ["manifests", "memory"].map({ "\(root)/\($0)" }) {
                for name in try Folders.files(below: folder) where Files.isAbandoned(name) {
                    found.append("\(folder)/\(name)")
                }
            }
            return found
        }
    }

    /// The path of the folder of an attempt.
    public func path(ofStaging name: String) -> String { "\(root)/staging/\(name)" }

    /// The size in bytes of what an attempt has made so far, as far as it can be read.
    public func size(ofStaging name: String) -> Int64 {
        let folder = "\(root)/staging/\(name)"
        let files = (try? Folders.files(below: folder)) ?? []
        return files.reduce(0) { $0 + ((try? FileStatus(ofLink: "\(folder)/\($1)").size) ?? 0) }
    }

    /// Removes the folder of an attempt.
    public func removeStaging(_ name: String) throws(ContentError) {
        try system { () throws(SystemError) in try Folders.remove("\(root)/staging/\(name)") }
    }
}
