internal import ContentHash
internal import ContentStore
internal import Execution
internal import FileSystem
internal import Registry

/// What belongs into a backup: each content once, however many folders have it.
struct BackupContents {
    /// Where a content comes from.
    enum Content {
        case file(path: String)
        /// Where a link leads, as bytes.
        case link(target: [UInt8])
    }

    private(set) var objects = 0
    private(set) var manifests: [Digest: Manifest] = [:]
    private(set) var contents: [Digest: Content] = [:]
    private(set) var missing: [Digest] = []

    /// Looks up objects in the store.
    /// - Throws: `ContentError` or `SystemError` where the store can't be read.
    init(_ objects: [ReferencedObject], _ store: ContentStore) throws {
        for object in objects {
            let form = ContentForm(object.form)
            let path = store.path(of: object.digest)
            guard try store.condition(of: object.digest, form: form) == .intact else {
                missing.append(object.digest)
                continue
            }
            self.objects += 1
            guard form == .folder else {
                contents[object.digest] = .file(path: path)
                continue
            }
            let kept = store.manifest(of: object.digest).flatMap { $0.digest == object.digest ? $0 : nil }
            guard let manifest = try kept ?? store.look(at: path, form: .folder).manifest else { continue }
            manifests[object.digest] = manifest
            for entry in manifest.entries where entry.kind != "d" {
                // A file of its own may be executable, which a manifest tells of those in a folder.
                guard contents[entry.digest] == nil else { continue }
                let inner = "\(path)/\(entry.path)"
                contents[entry.digest] =
                    entry.kind == "l" ? .link(target: try Files.targetBytes(ofLink: inner)) : .file(path: inner)
            }
        }
    }
}
