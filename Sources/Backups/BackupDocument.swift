internal import ContentHash

/// The first entry of a backup: what follows, so that a later program can read it and see whether all is there.
struct BackupDocument: Codable, Sendable {
    static let name = "backup.json"
    /// The version of the format; raised where an older program would take a backup for something else than it is.
    static let format = 1

    var format = BackupDocument.format
    /// The version of the program that wrote it.
    let program: String
    /// When the registry was copied, in seconds since 1970.
    let time: Double
    /// The digest of the registry's file.
    let registry: Digest
    /// How many manifests of folders follow, and how many contents of files and links.
    let manifests: Int
    let contents: Int
    /// The objects that the registry refers to and that were not there, or were damaged.
    let missing: [Digest]

    /// Reads the document.
    /// - Throws: ``BackupError`` where it is none, or that of a newer program.
    init(parsing bytes: [UInt8], of source: String) throws(BackupError) {
        guard let json = try? JSON(parsing: bytes), let format = json["format"]?.number else {
            throw BackupError(.source, "'\(source)' is no backup: its first entry is not \(Self.name)")
        }
        guard format <= Double(Self.format) else {
            throw BackupError(
                .source,
                "'\(source)' was written by a newer version of this program (backup format \(Int(format)), known up to "
                    + "\(Self.format)): update the program; nothing was restored")
        }
        do { self = try json.decode(BackupDocument.self) } catch {
            throw BackupError(.damaged, "\(Self.name) in '\(source)' can't be read: \(error); get the backup again")
        }
    }

    init(program: String, time: Double, registry: Digest, manifests: Int, contents: Int, missing: [Digest]) {
        self.program = program
        self.time = time
        self.registry = registry
        self.manifests = manifests
        self.contents = contents
        self.missing = missing
    }
}
