internal import FileSystem

extension ContentStore {
    /// The names of the folders in which attempts work, or worked until they were killed; sorted.
    public func stagings() throws(ContentError) -> [String] {
        try system { () throws(SystemError) in try Folders.names(in: "\(root)/staging") }
    }

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
