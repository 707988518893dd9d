internal import Archives
internal import ContentHash
public import ContentStore
internal import Database
internal import Execution
internal import FileSystem
internal import Registry

/// Makes a project's state anew from a backup, after every byte of it was compared with its digest.
///
/// Nothing is overwritten. Objects come first and the registry last, so that an interrupted restoration leaves no registry
/// and can be begun again.
public struct Restoration: Sendable {
    /// What was restored.
    public struct Summary: Hashable, Sendable {
        /// How many objects are in the store now.
        public let objects: Int
        /// When the backup was made, in seconds since 1970.
        public let time: Double
        /// How many objects the backup did not have.
        public let missing: Int
    }

    private let file: String
    private let registryFile: String
    private let store: ContentStore
    private let scratch: String

    /// Prepares to restore.
    /// - Parameters:
    ///   - file: The backup.
    ///   - registryFile: Where the registry goes; neither a registry nor the log of one may be there.
    ///   - store: Where the objects go.
    ///   - scratch: The name of a staging folder to work in.
    public init(from file: String, registryFile: String, store: ContentStore, scratch: String) {
        self.file = file
        self.registryFile = registryFile
        self.store = store
        self.scratch = scratch
    }

    /// Restores everything.
    /// - Returns: What was restored.
    /// - Throws: ``BackupError``, or what the system or the registry refuses; then there is no registry.
    public func restore() async throws -> Summary {
        let folder = try store.makeStaging(scratch) + "/work"
        defer { try? store.removeStaging(scratch) }
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            let document = try await Blocking.run { () throws(any Error) in
                try unpack(to: folder) { cancellation.isRequested }
            }
            // An older registry is migrated before it takes its place; nobody is asked whether its runs go on.
            let registry = try Registry(path: "\(folder)/registry.sqlite") { _ in true }
            let objects = try await registry.referencedObjects()
            try await registry.settle()
            let missing = Set(document.missing)
            let kept = try await Blocking.run { () throws(any Error) in
                try keep(objects.filter { !missing.contains($0.digest) }, from: folder) { cancellation.isRequested }
            }
            try await Blocking.run { () throws(any Error) in try place("\(folder)/registry.sqlite") }
            return Summary(objects: kept, time: document.time, missing: missing.count)
        } onCancel: {
            cancellation.request()
        }
    }

    /// Refuses a place that has a registry, or what another one left there.
    ///
    /// SQLite finds a log by its name alone, and would put what it holds into whatever registry is beside it.
    /// - Parameter registryFile: Where a registry would go.
    /// - Throws: ``BackupError`` where one is there, or a log that is not empty.
    public static func check(_ registryFile: String) throws {
        guard try FileStatus.ifPresent(registryFile) == nil else { throw taken(registryFile) }
        for log in logs.map({ registryFile + $0 }) where try FileStatus.ifPresent(log)?.size ?? 0 > 0 {
            throw BackupError(
                .destination,
                "'\(log)' belongs to a registry that is not there any more, and holds its newest changes; move it to "
                    + "where the registry is now, or restore into another folder with --into")
        }
    }

    private static func taken(_ registryFile: String) -> BackupError {
        let name = registryFile.split(separator: "/").last ?? ""
        return BackupError(
            .destination,
            "there is a registry already, '\(registryFile)'; restore into another folder with --into, or move it away "
                + "together with \(name)-wal")
    }

    /// What the names of files end in that hold changes of a registry which is not complete without them.
    private static let logs = ["-wal", "-journal"]

    /// Gives the registry its place, while nobody else makes one there.
    private func place(_ registry: String) throws {
        try Folders.create(Files.folder(of: registryFile))
        try Connection.withoutWriters(ofDatabase: registryFile) {
            try Self.check(registryFile)
            // What is left of another one is empty, or an index of its log, and would be taken for this one's.
            for part in Self.logs + ["-shm"] { try Files.remove(registryFile + part) }
            do throws(SystemError) { try Files.move(registry, toFree: registryFile) } catch {
                throw error.isTaken ? Self.taken(registryFile) : error
            }
            try Files.synchronize(Files.folder(of: registryFile))
        }
    }

    /// Unpacks and verifies all entries.
    private func unpack(to folder: String, isCancelled: @escaping @Sendable () -> Bool) throws -> BackupDocument {
        let input = try EntryReader(reading: file, isCancelled: isCancelled)
        guard let first = try input.next(), first.path == BackupDocument.name else {
            throw BackupError(.source, "'\(file)' is no backup: its first entry is not \(BackupDocument.name)")
        }
        let document = try BackupDocument(parsing: try input.content(of: first), of: file)
        for part in ["manifests", "contents"] { try Folders.create("\(folder)/\(part)") }
        var counts: [Substring: Int] = [:]
        while let entry = try input.next() {
            let parts = entry.path.split(separator: "/", omittingEmptySubsequences: false)
            if entry.path == "registry.sqlite" {
                guard try input.unpack(entry, to: "\(folder)/registry.sqlite") == document.registry else {
                    throw input.damaged("its registry is not what was written")
                }
            } else if parts.count == 2, let digest = Digest(hex: String(parts[1])) {
                let path = "\(folder)/\(parts[0])/\(digest.hex)"
                var found = digest
                switch parts[0] {
                case "contents": found = try input.unpack(entry, to: path)
                case "manifests":
                    _ = try input.unpack(entry, to: path)
                    guard let manifest = Manifest(bytes: try Files.read(path)) else {
                        throw input.damaged("'\(entry.path)' is not what was written")
                    }
                    found = manifest.digest
                // Something that a later version of the format adds, and an older program can do without.
                default: _ = try input.unpack(entry, to: "\(folder)/other")
                }
                guard found == digest else { throw input.damaged("'\(entry.path)' is not what was written") }
            } else {
                _ = try input.unpack(entry, to: "\(folder)/other")
            }
            try Files.remove("\(folder)/other")
            counts[parts[0], default: 0] += 1
        }
        guard counts["manifests"] ?? 0 == document.manifests, counts["contents"] ?? 0 == document.contents,
            counts["registry.sqlite"] == 1
        else { throw input.damaged("some of its entries are missing") }
        return document
    }

    /// Makes the objects of what was unpacked.
    /// - Returns: How many there are.
    private func keep(
        _ objects: [ReferencedObject], from folder: String, isCancelled: () -> Bool
    ) throws -> Int {
        let made = "\(folder)/object"
        for object in objects {
            if isCancelled() { throw CancellationError() }
            let form = ContentForm(object.form)
            if form == .file {
                try Files.copy("\(folder)/contents/\(object.digest.hex)", to: made)
            } else {
                try makeFolder(made, object.digest, from: folder)
            }
            let kept = try store.keep(made, form: form)
            guard kept.digest == object.digest else {
                throw BackupError(
                    .damaged,
                    "the object \(object.digest.short) of '\(file)' is not what was written; get the backup again")
            }
        }
        return objects.count
    }

    private func makeFolder(_ path: String, _ digest: Digest, from folder: String) throws {
        guard let manifest = Manifest(bytes: try Files.read("\(folder)/manifests/\(digest.hex)")) else {
            preconditionFailure("a manifest that was verified can be read")
        }
        try Folders.create(path)
        let links = manifest.entries.filter { $0.kind == "l" }.map { "\($0.path)/" }
        for entry in manifest.entries {
            let inner = "\(path)/\(entry.path)", content = "\(folder)/contents/\(entry.digest.hex)"
            // What is written below a link would be written to where it leads.
            guard Files.isPlain(entry.path), !links.contains(where: { entry.path.utf8.starts(with: $0.utf8) }) else {
                throw BackupError(
                    .damaged,
                    "'\(file)' holds '\(entry.path)', which leads out of its folder; use a backup that nobody has "
                        + "changed")
            }
            switch entry.kind {
            case "d": try Folders.create(inner)
            case "l": try Files.link(inner, to: try Files.readText(content))
            default: try Files.copy(content, to: inner, isExecutable: entry.kind == "x")
            }
        }
    }
}
