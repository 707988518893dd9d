internal import ContentHash
internal import FileSystem

/// What is in a folder, by the digest of each file: equal for two copies of one model.
struct FolderContent: Equatable {
    private let digests: [String: Digest]

    init(of folder: String) throws(SystemError) {
        var digests: [String: Digest] = [:]
        for name in try Folders.files(below: folder) {
            digests[name] = SHA256.digest(of: try Files.read("\(folder)/\(name)"))
        }
        self.digests = digests
    }
}
