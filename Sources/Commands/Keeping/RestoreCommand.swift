internal import Arguments
internal import Backups
internal import ContentHash
internal import ContentStore
internal import Terminal

/// `pipeline restore`: makes a project's state anew from a backup.
struct RestoreCommand: Sendable {
    let session: Session

    private static let file = CommandParameter.argument(
        "FILE", .name("FILE", completing: .files), help: "the backup")
    private static let into = CommandParameter.option(
        "into", .name("FOLDER", completing: .files),
        help: "the folder that gets registry/ and artifacts/; the project's without it")

    var command: Command {
        Command(
            "restore", summary: "Make the registry and its objects anew from a backup.",
            discussion: """
                Every byte is compared with its digest before the registry gets its place, and a registry that is there is \
                never overwritten. A restoration that was interrupted can be begun again. Schedules are restored, and not \
                their lines in the crontab: `pipeline doctor` names those that are missing.
                """,
            examples: [
                .init("pipeline restore /backups/signs-monday.tar"),
                .init("pipeline restore signs-monday.tar --into /tmp/monday", "to look at it beside the project"),
            ],
            parameters: [Self.file, Self.into], action: { try await restore($0) })
    }

    private func restore(_ values: ParsedValues) async throws -> Int32 {
        let file = session.absolute(values[Self.file])
        let home = try values[Self.into].map(session.absolute) ?? session.project().home
        let project = Project(root: home, home: home)
        do {
            try Restoration.check(project.registryFile)
            let restoration = Restoration(
                from: file, registryFile: project.registryFile, store: try session.store(of: project),
                scratch: Scratch.prefix(for: "restore"))
            let end = try await Interruptible.run { try await restoration.restore() }
            guard case .done(let summary) = end else { return end.code }
            let date = Format.date(summary.time, in: .local(at: summary.time))
            if values[GlobalOptions.json] {
                session.write(json: [
                    "folder": .string(home), "objects": .int(Int64(summary.objects)), "time": .double(summary.time),
                    "missing": .int(Int64(summary.missing)),
                ])
            } else {
                session.write(
                    "restored \(Format.count(summary.objects, "object")) and the registry of \(date) in \(home)")
                if summary.missing > 0 {
                    let objects = Format.count(summary.missing, "object")
                    session.write(
                        summary.missing == 1
                            ? "\(objects) was not in the backup; its step runs again"
                            : "\(objects) were not in the backup; their steps run again")
                }
            }
            return 0
        } catch let error as BackupError {
            throw CommandFailure(error.description, error.code == .damaged ? .failed : .usage)
        }
    }
}
