public import ContentHash
internal import FileSystem

/// Keeps artifacts under the digest of their content, and remembers the digests of files that live elsewhere.
///
/// ```
/// objects/ab/cdef…      a file or a folder, read-only, named by its digest
/// manifests/ab/cdef…    what a folder with that digest contains, or contained
/// memory/               digests of unchanged files
/// staging/              attempts at work
/// checkpoints/          what attempts leave for the next one at the same work
/// quarantine/           objects that were found damaged
/// locks/                files that processes lock while they work
/// ```
///
/// The digest of a file is that of its content. The digest of a folder is that of its ``Manifest``: names, contents,
/// targets of links and whether a file is executable count; times, owners and other permissions do not.
public struct ContentStore: Sendable {
    /// What is known of some content.
    public struct Content: Hashable, Sendable {
        public let digest: Digest
        /// The size of all files, in bytes.
        public let size: Int64
    }

    /// Whether an object is what its name says.
    public enum Condition: Hashable, Sendable { case intact, missing, damaged }

    /// The folder that holds everything.
    public let root: String
    let memory: DigestMemory

    /// Opens the store, making its folders where they are missing.
    public init(root: String) throws(ContentError) {
        self.root = root
        memory = DigestMemory(folder: "\(root)/memory")
        for folder in ["objects", "manifests", "memory", "staging", "locks"] {
            // What a result refers to is below the objects; the others may be gone after a power failure.
            try system { () throws(SystemError) in
                try Folders.create("\(root)/\(folder)", durable: folder == "objects")
            }
        }
    }

    /// Returns the digest of a file or folder that is not the store's; unchanged files are not read again.
    ///
    /// A link that leads out of the folder counts as what it leads to.
    public func digest(of path: String, form: ContentForm) throws(ContentError) -> Content {
        let result = try Digester(memory: memory).digest(Files.resolve(path), form: form, links: .follow)
        try keepManifest(result)
        return Content(digest: result.digest, size: result.size)
    }

    /// Reads a file or folder as if it were to be kept, and neither keeps nor remembers anything.
    /// - Parameters:
    ///   - path: Where it is.
    ///   - form: What it should be.
    /// - Returns: Its digest and size and, of a folder, what is in it.
    /// - Throws: ``ContentError`` where it is not there, has another form or can't be kept.
    public func look(
        at path: String, form: ContentForm
    ) throws(ContentError) -> (content: Content, manifest: Manifest?) {
        let digester = Digester(memory: memory, trust: .nothing, remembers: false)
        let result = try digester.digest(path, form: form, links: .refuse)
        return (Content(digest: result.digest, size: result.size), result.manifest)
    }

    /// Where the object with a digest is, if it is.
    public func path(of digest: Digest) -> String { "\(root)/objects/\(Self.place(of: digest))" }

    /// Whether a path is that of an object, or leads into one.
    /// - Parameter path: An absolute path.
    /// - Returns: Whether what is there is found by a digest.
    public func isObject(_ path: String) -> Bool { path.hasPrefix("\(root)/objects/") }

    /// Looks whether an object is there and still what it was.
    ///
    /// A thorough look reads every byte; otherwise a file that nobody touched since it was read is trusted.
    public func condition(
        of digest: Digest, form: ContentForm, thorough: Bool = false
    ) throws(ContentError) -> Condition {
        let digester = Digester(memory: memory, trust: thorough ? .nothing : .unchanged)
        var looks = 0
        while true {
            do {
                let found = try digester.digest(path(of: digest), form: form, links: .refuse)
                return found.digest == digest ? .intact : .damaged
            } catch {
                looks += 1
                // Another process may have made it young while it was read, which moves the time of its last change.
                if case .changing = error, looks < 3 { continue }
                return try condition(after: error)
            }
        }
    }

    /// What an object is that can't be read.
    private func condition(after error: ContentError) throws(ContentError) -> Condition {
        switch error {
        case .missing: return .missing
        case .wrongForm, .special, .escapingLink, .name, .depth, .changing: return .damaged
        case .system(let cause) where cause.isMissing: return .missing
        // An object that can't be read is as good as none.
        case .system(let cause) where cause.isUnreadable: return .damaged
        case .system: throw error
        }
    }

    /// Takes a file or folder into the store: what was at the path is afterwards the object, read-only and on the disk.
    ///
    /// Where the store has the same content already, what was at the path is removed. A file that has another name as
    /// well is copied, and is under its other name what it was.
    public func keep(_ path: String, form: ContentForm) throws(ContentError) -> Content {
        // What was just made is read once, and its path is never looked at again.
        let digester = Digester(memory: memory, trust: .nothing, remembers: false)
        let result = try digester.digest(path, form: form, links: .refuse)
        try keepManifest(result)
        let digest = result.digest
        // The bytes may have been kept of a file that was no program.
        let isExecutable = form == .file && (try? FileStatus(ofLink: path).isExecutable) ?? false
        if try !renew(digest, form: form, isExecutable: isExecutable) {
            // Whoever has the other name may have written to it since it was read, so that the copy is read again.
            if try system({ () throws(SystemError) in try HardLinks.part(path) }) {
                return try keep(path, form: form)
            }
            // Before the lock is taken, for others wait for the lock and this for the disk.
            try system { () throws(SystemError) in try Durability.seal(path, form: form) }
            try withLock(of: digest) { () throws(ContentError) in
                if try condition(of: digest, form: form) == .intact {
                    touch(digest, isExecutable: isExecutable)
                } else {
                    try place(path, digest, form)
                }
            }
        } else {
            // Who placed it may have been killed before the disk had its name.
            try system { () throws(SystemError) in try Files.synchronize(Files.folder(of: self.path(of: digest))) }
        }
        try system { () throws(SystemError) in try Folders.remove(path) }
        return Content(digest: digest, size: result.size)
    }

    /// What a folder with this digest contains, where that is known.
    public func manifest(of digest: Digest) -> Manifest? {
        (try? Files.read(manifestPath(digest))).flatMap { Manifest(bytes: $0) }
    }

    /// Notes that an object is of use from now on, by which garbage collection knows that it is none of its business.
    ///
    /// The change time is the note: whoever removes an object looks at it under the same lock.
    /// - Returns: Whether the object is there and intact.
    private func renew(_ digest: Digest, form: ContentForm, isExecutable: Bool) throws(ContentError) -> Bool {
        guard try condition(of: digest, form: form) == .intact else { return false }
        return try withLock(of: digest) { () throws(ContentError) in
            guard try condition(of: digest, form: form) == .intact else { return false }
            touch(digest, isExecutable: isExecutable)
            return true
        }
    }

    /// Makes an object young that is in the store, so that garbage collection leaves it alone for an hour.
    /// - Parameter digest: The object.
    /// - Returns: Whether it is there.
    /// - Throws: ``ContentError`` where its lock can't be taken.
    public func renew(_ digest: Digest) throws(ContentError) -> Bool {
        try withLock(of: digest) { () throws(ContentError) in
            guard (try? FileStatus(ofLink: path(of: digest))) != nil else { return false }
            touch(digest)
            return true
        }
    }

    /// Makes an object young.
    /// - Parameters:
    ///   - digest: The object.
    ///   - isExecutable: Whether a file that may not be executed may be from now on.
    public func touch(_ digest: Digest, isExecutable: Bool = false) {
        let path = path(of: digest)
        guard let status = try? FileStatus(ofLink: path) else { return }
        // What belongs to another user can't be touched, and isn't theirs to collect either.
        try? Files.setMode(status.kind == .folder || status.isExecutable || isExecutable ? 0o555 : 0o444, of: path)
    }

    /// Removes an object that nobody has made, or found to be there already, since a time.
    /// - Parameters:
    ///   - digest: The object.
    ///   - time: Seconds since 1970.
    /// - Returns: Whether it was removed.
    /// - Throws: ``ContentError`` where it can't be removed.
    public func remove(_ digest: Digest, unusedSince time: Double) throws(ContentError) -> Bool {
        try withLock(of: digest) { () throws(ContentError) in
            guard let status = try? FileStatus(ofLink: path(of: digest)), Double(status.changed) * 1e-9 < time else {
                return false
            }
            try remove(digest)
            return true
        }
    }

    /// Removes an object, where it is there.
    ///
    /// It loses its name first: what is half removed, also by a process that is killed, must not be found under its digest.
    /// - Parameter digest: The digest of its content.
    /// - Throws: ``ContentError`` where the system refuses.
    public func remove(_ digest: Digest) throws(ContentError) {
        let object = path(of: digest)
        memory.forget(object)
        let place = path(ofStaging: "removed-\(digest.hex)-\(UInt32.random(in: 0 ... .max))")
        do throws(SystemError) {
            // A folder can be moved only where it can be written to.
            try Files.setMode(0o755, of: object)
            try Files.rename(object, to: place)
            try Folders.remove(place)
        } catch {
            guard error.isMissing else { throw .system(error) }
        }
    }

    /// The objects in the store, sorted.
    public func objects() throws(ContentError) -> [(digest: Digest, form: ContentForm)] {
        try system { () throws(SystemError) in
            var found: [(Digest, ContentForm)] = []
            for shelf in try Folders.names(in: "\(root)/objects") {
                for name in try Folders.names(in: "\(root)/objects/\(shelf)") {
                    guard let digest = Digest(hex: shelf + name) else { continue }
                    // Another collection may have removed it just now.
                    guard let status = try? FileStatus(ofLink: path(of: digest)) else { continue }
                    found.append((digest, status.kind == .folder ? .folder : .file))
                }
            }
            return found
        }
    }

    /// The size of an object in bytes.
    public func size(of digest: Digest, form: ContentForm) throws(ContentError) -> Int64 {
        switch try FileWalk(root: path(of: digest), links: .refuse).look() {
        case .file(let listing), .folder(let listing): listing.size
        }
    }

    /// Makes the empty folder in which an attempt works.
    public func makeStaging(_ name: String) throws(ContentError) -> String {
        let path = "\(root)/staging/\(name)"
        try system { () throws(SystemError) in
            try Folders.remove(path)
            try Folders.create("\(path)/outputs")
            try Folders.create("\(path)/work")
        }
        return path
    }

    /// Gives sealed content its place among the objects; a damaged object there is replaced.
    private func place(_ path: String, _ digest: Digest, _ form: ContentForm) throws(ContentError) {
        let object = self.path(of: digest)
        let shelf = Files.folder(of: object)
        try system { () throws(SystemError) in
            try Folders.remove(object)
            try Folders.create(shelf, durable: true)
            try Files.rename(path, to: object)
            if form == .folder { try Files.setMode(0o555, of: object) }
            try Files.synchronize(shelf)
        }
    }

    /// Keeps processes from replacing an object that another one has just placed.
    func withLock<Result>(
        of digest: Digest, _ body: () throws(ContentError) -> Result
    ) throws(ContentError) -> Result {
        let path = "\(root)/locks/objects-\(digest.hex.prefix(2))"
        let lock: FileLock
        do { lock = try FileLock.waiting(for: path) } catch { throw .system(error) }
        let result = try body()
        _ = consume lock
        return result
    }

    private static func place(of digest: Digest) -> String {
        let hex = digest.hex
        return "\(hex.prefix(2))/\(hex.dropFirst(2))"
    }

    private func manifestPath(_ digest: Digest) -> String { "\(root)/manifests/\(Self.place(of: digest))" }

    private func keepManifest(_ result: Digester.Result) throws(ContentError) {
        guard let manifest = result.manifest else { return }
        let path = manifestPath(result.digest)
        try system { () throws(SystemError) in
            // A power failure may have left the name without the content.
            guard try FileStatus.ifPresent(path)?.size != Int64(manifest.bytes.count) else { return }
            try Folders.create(Files.folder(of: path))
            try Files.write(manifest.bytes, to: path)
        }
    }
}

/// Runs calls to the file system, with their errors as this module's.
func system<Result>(_ body: () throws(SystemError) -> Result) throws(ContentError) -> Result {
    do { return try body() } catch { throw .system(error) }
}
