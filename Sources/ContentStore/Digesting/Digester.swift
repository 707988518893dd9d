internal import ContentHash
internal import FileSystem

/// Computes the digest of a file or folder, reading only what is not remembered.
struct Digester {
    /// The result of looking at a root.
    struct Result {
        let digest: Digest
        let size: Int64
        /// What a folder contains; `nil` for a file, and for a folder that is remembered as a whole.
        let manifest: Manifest?
    }

    /// How far what is remembered is trusted.
    enum Trust {
        /// Files that nobody touched are not read again.
        case unchanged
        /// Every byte is read.
        case nothing
    }

    let memory: DigestMemory
    var trust = Trust.unchanged
    /// Whether to remember what was found out.
    var remembers = true

    func digest(_ root: String, form: ContentForm, links: FileWalk.EscapingLinks) throws(ContentError) -> Result {
        let time = DigestMemory.now
        let listing: Listing
        switch (try FileWalk(root: root, links: links).look(), form) {
        case (.file(let found), .file), (.folder(let found), .folder): listing = found
        default: throw .wrongForm(path: root, expected: form.rawValue)
        }
        let record = trust == .unchanged ? memory.record(of: root) : nil
        if let record, record.matches(listing) {
            return Result(digest: record.digest, size: listing.size, manifest: nil)
        }
        guard let entries = listing.entries else { preconditionFailure("a listing can be read") }
        let digests = try fileDigests(root, entries, record?.known ?? [:])
        let manifest = form == .folder ? Manifest(entries, digests) : nil
        let digest = manifest?.digest ?? digests[0]
        if remembers {
            memory.remember(DigestRecord(time: time, digest: digest, listing: listing, digests: digests), of: root)
        }
        return Result(digest: digest, size: listing.size, manifest: manifest)
    }

    /// The digests of everything but folders, in order.
    private func fileDigests(
        _ root: String, _ entries: [WalkEntry], _ known: [Stamp: Digest]
    ) throws(ContentError) -> [Digest] {
        let files = entries.filter { $0.stamp != nil }
        var digests = files.map { file in file.kind == .link ? nil : file.stamp.flatMap { known[$0] } }
        let unknown = digests.indices.filter { digests[$0] == nil }
        // So many files that taking the next ones costs nothing beside reading them.
        let chunks = stride(from: 0, to: unknown.count, by: 64).map { unknown[$0..<min($0 + 64, unknown.count)] }
        let found = try SideBySide.map(chunks) { (chunk) throws(ContentError) in
            var reader = ContentReader()
            var digests: [Digest] = []
            for index in chunk { digests.append(try reader.digest(root, files[index])) }
            return digests
        }
        for (index, digest) in zip(unknown, found.joined()) { digests[index] = digest }
        return digests.compactMap { $0 }
    }
}

extension Manifest {
    /// Joins what a walk found with the digests of the files in it.
    fileprivate init(_ entries: [WalkEntry], _ digests: [Digest]) {
        let nothing = SHA256.digest(of: "")
        var remaining = digests[...]
        self.init(
            entries: entries.map { entry in
                guard let stamp = entry.stamp, let digest = remaining.popFirst() else {
                    return Entry(path: entry.path, kind: "d", size: 0, digest: nothing)
                }
                let kind: Character = entry.kind == .file ? "f" : entry.kind == .executable ? "x" : "l"
                return Entry(path: entry.path, kind: kind, size: stamp.size, digest: digest)
            })
    }
}
