internal import Arguments
internal import Backups
internal import ContentHash
internal import Terminal

/// `pipeline backup`: the registry and its objects in one file.
struct BackupCommand: Sendable {
    let session: Session

    private static let file = CommandParameter.argument(
        "FILE", .name("FILE", completing: .files), help: "the file to write, a tar archive; it must not exist")

    var command: Command {
        Command(
            "backup", summary: "Write the registry and every object that it needs to one file.",
            discussion: """
                Runs may go on meanwhile: the backup is the registry as it was at one moment, with all results that can be \
                used again and all models. The file is there when it is whole. It has no logs, no checkpoints, no datasets, \
                and nothing that tells secrets: copy registry/config.json and registry/secret.key yourself; without the key, \
                steps that take secrets run once more. `pipeline restore` reads it, and so will later versions.
                """,
            examples: [.init("pipeline backup /backups/signs-monday.tar")], parameters: [Self.file],
            action: { try await backUp($0) })
    }

    private func backUp(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let file = session.absolute(values[Self.file])
        let store = try session.store(of: project)
        // What the copied registry refers to must be there until it is packed.
        let use = try await session.use(store, isQuiet: values[GlobalOptions.json])
        defer { withExtendedLifetime(use) {} }
        let backup = Backup(
            registry: try session.registry(of: project), store: store,
            scratch: Scratch.prefix(for: "backup"))
        let now = session.now
        do {
            let end = try await Interruptible.run {
                try await backup.write(to: file, program: VersionCommand.version, at: now)
            }
            guard case .done(let summary) = end else { return end.code }
            if values[GlobalOptions.json] {
                session.write(json: [
                    "file": .string(file), "objects": .int(Int64(summary.objects)), "bytes": .int(summary.bytes),
                    "missing": .array(summary.missing.map { .string($0.hex) }),
                ])
            } else {
                for digest in summary.missing {
                    session.warn("the object \(digest.short) is missing or damaged, and is not in the backup")
                }
                let (objects, size) = (Format.count(summary.objects, "object"), Format.bytes(Int(summary.bytes)))
                session.write("wrote \(objects) and the registry to \(file), \(size)")
            }
            return 0
        } catch let error as BackupError {
            throw CommandFailure(error.description, error.code == .destination ? .usage : .failed)
        }
    }
}
