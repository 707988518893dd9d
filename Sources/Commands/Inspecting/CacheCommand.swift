internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Execution
internal import Registry
internal import Terminal

/// `pipeline cache`: what the cache holds, whether it is intact, and making it smaller.
struct CacheCommand: Sendable {
    let session: Session

    static let olderThan = CommandParameter.option(
        "older-than", .duration("AGE"), help: "remove results that were not used for this long, such as 30d")
    static let keepSize = CommandParameter.option(
        "keep-size", .size("SIZE"), help: "remove the results unused for longest until the rest fits, such as 20GB")
    static let dryRun = CommandParameter.flag("dry-run", help: "tell what would be removed and remove nothing")

    var command: Command {
        Command(
            "cache", summary: "Look after the cache of results.", examples: [.init("pipeline cache stats")],
            subcommands: [
                Command(
                    "stats", summary: "Tell what the cache holds, and how much work that is.",
                    examples: [.init("pipeline cache stats")], action: { try await statistics($0) }),
                Command(
                    "verify", summary: "Read every object and compare it with its digest.",
                    discussion:
                        "A damaged object is moved to artifacts/quarantine, and the step that made it runs again.",
                    examples: [.init("pipeline cache verify")], action: { try await verify($0) }),
                Command(
                    "gc", summary: "Remove results, and objects that nothing refers to.",
                    discussion: """
                        Nothing that a registered model or a running run needs is ever removed. Folders in \
                        artifacts/staging that a killed run left go as well.
                        """,
                    examples: [.init("pipeline cache gc --older-than 30d --dry-run")],
                    parameters: [Self.olderThan, Self.keepSize, Self.dryRun], action: { try await collect($0) }),
            ], defaultSubcommand: "stats")
    }

    private func statistics(_ values: ParsedValues) async throws -> Int32 {
        let statistics = try await session.registry(of: session.project()).cacheStatistics()
        if values[GlobalOptions.json] {
            session.write(json: [
                "total": json(statistics.total), "unusable": .int(Int64(statistics.unusable)),
                "steps": .array(
                    statistics.parts.map { part in
                        var fields = json(part.amount).object ?? [:]
                        fields["pipeline"] = .string(part.pipeline)
                        fields["step"] = .string(part.step)
                        return .object(fields)
                    }),
            ])
            return 0
        }
        var table = Table(
            .word("pipeline"), .word("step"), .number("results"), .number("objects"), .number("size"),
            .number("work kept"))
        for part in statistics.parts { table.append([Line(part.pipeline), Line(part.step)] + cells(part.amount)) }
        table.append([Line("total", .bold), ""] + cells(statistics.total))
        session.write(table)
        return 0
    }

    private func cells(_ amount: CacheStatistics.Amount) -> [Line] {
        [
            Line(Format.count(amount.results)), Line(Format.count(amount.objects)),
            Line(Format.bytes(Int(amount.bytes))),
            Line(Format.duration(.seconds(amount.seconds))),
        ]
    }

    private func json(_ amount: CacheStatistics.Amount) -> JSON {
        [
            "results": .int(Int64(amount.results)), "objects": .int(Int64(amount.objects)), "bytes": .int(amount.bytes),
            "seconds": .double(RunReportText.rounded(amount.seconds)),
        ]
    }

    private func verify(_ values: ParsedValues) async throws -> Int32 {
        let store = try session.store(of: session.project())
        let objects = try store.objects()
        var damaged: [Digest] = []
        for (digest, form) in objects where try store.condition(of: digest, form: form, thorough: true) != .intact {
            damaged.append(digest)
            try store.quarantine(digest)
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
        let collection = GarbageCollection(
            registry: try session.registry(of: project), store: try session.store(of: project), now: session.now)
        let report = try await collection.collect(
            olderThan: values[Self.olderThan].map { $0 / .seconds(1) },
            keepSize: values[Self.keepSize].map { Int64($0) },
            dryRun: values[Self.dryRun])
        if values[GlobalOptions.json] {
            session.write(json: [
                "results": .int(Int64(report.results)), "objects": .int(Int64(report.objects)),
                "staging_folders": .int(Int64(report.stagings)), "bytes": .int(report.bytes),
                "dry_run": .bool(values[Self.dryRun]),
            ])
        } else {
            let verb = values[Self.dryRun] ? "would remove" : "removed"
            let objects = Format.count(report.objects, "object")
            let rest =
                report.stagings == 0
                ? " and \(objects)" : ", \(objects) and \(Format.count(report.stagings, "staging folder"))"
            session.write(
                "\(verb) \(Format.count(report.results, "result"))\(rest), \(Format.bytes(Int(report.bytes)))")
        }
        return 0
    }
}
