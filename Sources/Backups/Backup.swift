public import ContentHash
public import ContentStore
internal import Execution
internal import FileSystem
public import Registry

/// Writes the registry, and every object that it needs, to one file, while runs go on.
///
/// ```
/// backup.json        what follows
/// registry.sqlite    the registry as it was at one moment
/// manifests/DIGEST   what a folder contains, by the digest of the folder
/// contents/DIGEST    what a file contains, or where a link leads, by its digest; each once
/// ```
///
/// The file is a tar archive, which any program can unpack. It gets its name when it is whole and on the disk.
public struct Backup: Sendable {
    /// What was written.
    public struct Summary: Hashable, Sendable {
        /// How many objects are in it.
        public let objects: Int
        /// The size of the file in bytes.
        public let bytes: Int64
        /// The objects that are missing or damaged, and not in it.
        public let missing: [Digest]
    }

    private let registry: Registry
    private let store: ContentStore
    private let scratch: String

    /// Prepares a backup.
    /// - Parameters:
    ///   - registry: What is backed up.
    ///   - store: Where its objects are.
    ///   - scratch: The name of a staging folder to work in.
    public init(registry: Registry, store: ContentStore, scratch: String) {
        self.registry = registry
        self.store = store
        self.scratch = scratch
    }

    /// Writes the backup.
    /// - Parameters:
    ///   - file: The path of the file, which must not be there.
    ///   - program: The version of the program.
    ///   - time: Seconds since 1970.
    /// - Returns: What was written.
    /// - Throws: ``BackupError``, or what the system or the registry refuses; then there is no file.
    public func write(to file: String, program: String, at time: Double) async throws -> Summary {
        guard try FileStatus.ifPresent(file) == nil else { throw Self.taken(file) }
        let parent = Files.folder(of: file)
        guard try FileStatus.ifPresent(parent)?.kind == .folder else {
            throw BackupError(.destination, "there is no folder '\(parent)' to write to; create it first")
        }
        let folder = try store.makeStaging(scratch)
        defer { try? store.removeStaging(scratch) }
        let copy = "\(folder)/work/registry.sqlite"
        // Objects are kept before they are recorded, so that all that the copy refers to is there by now.
        try await registry.copy(to: copy)
        let unfinished = try PrivateFolder(beside: file)
        let archive = "\(unfinished.path)/archive"
        let cancellation = Cancellation()
        let summary = try await withTaskCancellationHandler {
            try await Blocking.run { () throws(any Error) in
                let contents = try BackupContents(Registry.referencedObjects(inCopyAt: copy), store)
                try pack(contents, copy, to: archive, program, time) { cancellation.isRequested }
                return Summary(
                    objects: contents.objects, bytes: try FileStatus(of: archive).size, missing: contents.missing)
            }
        } onCancel: {
            cancellation.request()
        }
        do throws(SystemError) { try Files.rename(archive, toFree: file) } catch {
            throw error.isTaken ? Self.taken(file) : error
        }
        try Files.synchronize(parent)
        return summary
    }

    private static func taken(_ file: String) -> BackupError {
        BackupError(.destination, "'\(file)' exists; name a file that is not there")
    }

    private func pack(
        _ contents: BackupContents, _ registry: String, to archive: String, _ program: String, _ time: Double,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws {
        let document = BackupDocument(
            program: program, time: time, registry: try store.look(at: registry, form: .file).content.digest,
            manifests: contents.manifests.count, contents: contents.contents.count, missing: contents.missing)
        let output = try EntryWriter(creating: archive, isCancelled: isCancelled)
        try output.append(Array((try JSON(encoding: document).prettyText + "\n").utf8), as: BackupDocument.name)
        guard try output.append(file: registry, as: "registry.sqlite") == document.registry else {
            throw BackupError(.damaged, "the copy '\(registry)' of the registry changed while it was read")
        }
        for (digest, manifest) in contents.manifests.sorted(by: { $0.key < $1.key }) {
            try output.append(manifest.bytes, as: "manifests/\(digest.hex)")
        }
        for (digest, content) in contents.contents.sorted(by: { $0.key < $1.key }) {
            switch content {
            case .link(let target): try output.append(target, as: "contents/\(digest.hex)")
            case .file(let path):
                guard try output.append(file: path, as: "contents/\(digest.hex)") == digest else {
                    throw BackupError(
                        .damaged,
                        "'\(path)' is damaged, so that no backup was written; put aside what is damaged with: "
                            + "pipeline doctor --deep --repair")
                }
            }
        }
        try output.finish()
    }
}
