internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Registry
internal import SyncPoints
internal import Terminal

/// `pipeline cache`: what the cache holds, whether it is intact, and making it smaller.
struct CacheCommand: Sendable {
    let session: Session

    static let olderThan = CommandParameter.option(
        "older-than", .duration("AGE"), help: "remove results that were not used for this long, such as 30d")
    static let keepResults = CommandParameter.option(
        "keep-results", .integer("N", in: 0...), help: "keep the N results of each step that were used last")
    static let keepSize = CommandParameter.option(
        "keep-size", .size("SIZE"),
        help:
            "remove results until the rest fits, such as 20GB; first those that cost least to make again for each byte")
    static let logsOlderThan = CommandParameter.option(
        "logs-older-than", .duration("AGE"), help: "remove the logs of runs that ended so long ago")
    static let runsOlderThan = CommandParameter.option(
        "runs-older-than", .duration("AGE"),
        help: "forget runs that ended so long ago and made nothing that is still there")
    static let dryRun = CommandParameter.flag("dry-run", help: "tell what each rule would free and remove nothing")

    var command: Command {
        Command(
            "cache", summary: "Look after the cache of results.", examples: [.init("pipeline cache stats")],
            subcommands: [
                Command(
                    "stats",
                    summary: "Tell what each step of each pipeline takes of the disk, and how much work that is.",
                    examples: [.init("pipeline cache stats")], action: { try await statistics($0) }),
                Command(
                    "verify", summary: "Read every object and compare it with its digest.",
                    discussion:
                        "A damaged object is moved to artifacts/quarantine, and the step that made it runs again.",
                    examples: [.init("pipeline cache verify")], action: { try await verify($0) }),
                Command(
                    "gc", summary: "Remove results, logs and runs by rules, and objects that nothing refers to.",
                    discussion: """
                        Without options it removes what nothing refers to: objects of results that are gone, and \
                        folders in artifacts/staging that a killed run left. What unfinished steps keep in \
                        artifacts/checkpoints to go on from is removed when it is a week old, or as old as --older-than \
                        says. Nothing that a model version, a pinned run or a running run needs is ever removed, \
                        whatever the options say; pin a run with `pipeline runs pin`.
                        """,
                    examples: [
                        .init("pipeline cache gc --older-than 30d --dry-run"),
                        .init("pipeline cache gc --keep-size 20GB --logs-older-than 90d"),
                    ],
                    parameters: [
                        Self.olderThan, Self.keepResults, Self.keepSize, Self.logsOlderThan, Self.runsOlderThan,
                        Self.dryRun,
                    ], action: { try await collect($0) }),
            ], defaultSubcommand: "stats")
    }

    private func statistics(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let use = try await DiskUse(session.registry(of: project), RunFolders(of: project))
        if values[GlobalOptions.json] { session.write(json: use.json) } else { session.write(use.table) }
        return 0
    }

    private func verify(_ values: ParsedValues) async throws -> Int32 {
        let store = try session.store(of: session.project())
        let objects = try store.objects()
        SyncPoint.objectsListed.reach()
        var damaged: [Digest] = []
        // One that is missing by now was collected since all were listed.
        for (digest, form) in objects where try store.condition(of: digest, form: form, thorough: true) == .damaged {
            if try store.quarantine(digest, form: form) == .damaged { damaged.append(digest) }
        }
        if values[GlobalOptions.json] {
            session.write(json: [
                "objects": .int(Int64(objects.count)), "damaged": .array(damaged.map { .string($0.hex) }),
            ])
        } else {
            for digest in damaged {
                session.warn("the object \(digest.short) is damaged; it is in quarantine, and its step will run again")
            }
            session.write("\(Format.count(objects.count, "object")) read, \(damaged.count) damaged")
        }
        return damaged.isEmpty ? 0 : CommandFailure.Code.failed.rawValue
    }

    private func collect(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let (registry, runFolders) = (try session.registry(of: project), RunFolders(of: project))
        let unknown = try await UnknownRuns(registry, runFolders)
        guard !unknown.isAnotherRegistry else {
            throw CommandFailure(
                "\(unknown), so that results and models would be taken for garbage; move '\(project.registryFile)' away and "
                    + "restore a backup, or, where nothing of them is needed, remove '\(runFolders.path)'", .failed)
        }
        let collection = GarbageCollection(
            registry: registry, store: try session.store(of: project), runFolders: runFolders,
            now: try ScheduleClock.now(session), isDryRun: values[Self.dryRun])
        let report = try await collection.collect(
            CollectionRules(
                olderThan: values[Self.olderThan].map { $0 / .seconds(1) }, keepResults: values[Self.keepResults],
                keepSize: values[Self.keepSize].map { Int64($0) },
                logsOlderThan: values[Self.logsOlderThan].map { $0 / .seconds(1) },
                runsOlderThan: values[Self.runsOlderThan].map { $0 / .seconds(1) }))
        for warning in report.warnings { session.warn(warning) }
        if values[GlobalOptions.json] { session.write(json: report.json) } else { session.write(report.lines()) }
        return 0
    }
}
