internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline models`: the model registry.
struct ModelsCommand: Sendable {
    let session: Session

    static let model = CommandParameter.argument(
        "MODEL", .name("MODEL", completing: .source("groups")),
        help: "GROUP (its latest version), GROUP:VERSION or GROUP@ALIAS")
    static let alias = CommandParameter.argument("ALIAS", .name("ALIAS"), help: "the alias, such as champion")
    static let group = CommandParameter.argument(
        "GROUP", .name("GROUP", completing: .source("groups")), help: "the model group")
    static let version = CommandParameter.argument("VERSION", .integer("VERSION", in: 1...), help: "the version")
    static let folder = CommandParameter.argument(
        "DEST", .name("DEST", completing: .folders), help: "the folder to make; it must not exist")
    static let reason = CommandParameter.option(
        "reason", short: "m", .text("TEXT"), default: "", help: "why, for the history")

    var command: Command {
        Command(
            "models", summary: "List, show, approve, reject, alias and export registered models.",
            examples: [.init("pipeline models")],
            subcommands: [
                Command(
                    "list", summary: "List the model groups.", examples: [.init("pipeline models list")],
                    action: { try await list($0) }),
                Command(
                    "show", summary: "Show a model version with its metrics, lineage and history.",
                    examples: [.init("pipeline models show road_sign@champion")], parameters: [Self.model],
                    action: { try await show($0) }),
                decision("approve", .approved, "Approve a model version for use."),
                decision("reject", .rejected, "Reject a model version."),
                Command(
                    "alias", summary: "Give versions names that move.",
                    examples: [.init("pipeline models alias set road_sign champion 3")],
                    subcommands: [
                        Command(
                            "set", summary: "Make an alias stand for a version.",
                            examples: [.init("pipeline models alias set road_sign champion 3 --reason 'best so far'")],
                            parameters: [Self.group, Self.alias, Self.version, Self.reason],
                            action: { try await setAlias($0) }),
                        Command(
                            "remove", summary: "Remove an alias.",
                            examples: [.init("pipeline models alias remove road_sign champion")],
                            parameters: [Self.group, Self.alias, Self.reason], action: { try await removeAlias($0) }),
                    ]),
                Command(
                    "export", summary: "Copy a model version to a folder.",
                    examples: [.init("pipeline models export road_sign@champion ./model")],
                    parameters: [Self.model, Self.folder], action: { try await export($0) }),
            ], defaultSubcommand: "list")
    }

    private func decision(_ word: String, _ status: ApprovalStatus, _ summary: String) -> Command {
        Command(
            word, summary: summary,
            examples: [.init("pipeline models \(word) road_sign:3 --reason 'looked at the errors'")],
            parameters: [Self.model, Self.reason],
            action: { values in
                let registry = try session.registry(of: session.project())
                let version = try await registry.model(values[Self.model])
                try await registry.setStatus(status, of: version.name, by: decision(values))
                return try await report(version.name, values, registry)
            })
    }

    private func decision(_ values: ParsedValues) -> Decision {
        Decision(who: session.environment["USER"] ?? "unknown", why: values[Self.reason], time: session.now)
    }

    /// Tells what a version is now.
    private func report(_ name: ModelVersionName, _ values: ParsedValues, _ registry: Registry) async throws -> Int32 {
        let version = try await registry.model("\(name)")
        if values[GlobalOptions.json] {
            session.write(json: ModelText.json(version))
        } else {
            session.write(
                Line("\(version.name)", .bold) + " is " + StatusText.line(version.status) + ModelText.aliases(version))
        }
        return 0
    }

    private func list(_ values: ParsedValues) async throws -> Int32 {
        let groups = try await session.registry(of: session.project()).modelGroups()
        if values[GlobalOptions.json] {
            session.write(json: .array(groups.map(ModelText.json)))
            return 0
        }
        guard !groups.isEmpty else {
            session.write("no models are registered yet; a pipeline's RegisterModel step does that")
            return 0
        }
        var table = Table(
            .word("group"), .number("versions"), .word("latest"), .word("status"), .word("registered"), .text("aliases")
        )
        for group in groups {
            let aliases = group.aliases.sorted { $0.key < $1.key }.map { "\($0.key) → \($0.value)" }
            table.append(
                Line(group.name, .bold), Line("\(group.count)"), Line("\(group.latest.name)"),
                StatusText.line(group.latest.status), Line(Format.relative(group.latest.created, now: session.now)),
                Line(aliases.joined(separator: ", ")))
        }
        session.write(table)
        return 0
    }

    private func show(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let store = try session.store(of: project)
        let version = try await registry.model(values[Self.model])
        let history = try await registry.statusHistory(of: version.name)
        let aliases = try await registry.aliasHistory(of: version.name.group).filter {
            $0.from == version.name.version || $0.to == version.name.version
        }
        let versions = try await registry.modelVersions(of: version.name.group)
        let result = try await registry.summary(of: version.key)
        let maker = try await registry.makers(of: version.model).last { $0.created <= version.created }
        if values[GlobalOptions.json] {
            var document = ModelText.json(version).object ?? [:]
            document["path"] = .string(store.path(of: version.model))
            document["versions"] = .array(versions.map { .int(Int64($0.name.version)) })
            document["history"] = .array(history.map(ModelText.json))
            document["alias_history"] = .array(aliases.map(ModelText.json))
            document["inputs"] = ModelText.json(result?.inputs ?? [])
            document["made_by"] = maker.map(ModelText.json) ?? .null
            session.write(json: .object(document))
            return 0
        }
        session.write(
            Line("\(version.name)", .bold) + " " + StatusText.line(version.status) + ModelText.aliases(version))
        var table = Table(.word(""), .text(""))
        table.append("registered", Line(Format.date(version.created, in: .local(at: version.created))))
        table.append("by run", Line("\(version.run), step \(version.instance)"))
        if let maker { table.append("made by", Line("\(maker.run), step \(maker.instance)")) }
        table.append("model", Line(store.path(of: version.model)))
        if let evaluation = version.evaluation { table.append("evaluation", Line(store.path(of: evaluation))) }
        for input in result?.inputs ?? [] { table.append(Line("read \(input.name)"), Line(input.digest.short)) }
        for (name, value) in version.metrics.sorted(by: { $0.key < $1.key }) {
            table.append(Line(name), Line(RunView.text(of: value)))
        }
        session.write(table)
        for change in history {
            let text = "\(change.from.rawValue) → \(change.to.rawValue)"
            session.write(ModelText.line(text, change.decision, now: session.now))
        }
        for change in aliases {
            session.write(ModelText.line(ModelText.text(change), change.decision, now: session.now))
        }
        let others = versions.map(\.name.version).filter { $0 != version.name.version }
        if !others.isEmpty {
            session.write("")
            session.write("other versions: \(others.map(String.init).joined(separator: ", "))")
        }
        return 0
    }

    private func setAlias(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let version = try await registry.model("\(values[Self.group]):\(values[Self.version])")
        _ = try await registry.setAlias(values[Self.alias], to: version.name, by: decision(values))
        return try await report(version.name, values, registry)
    }

    private func removeAlias(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let change = try await registry.removeAlias(values[Self.alias], of: values[Self.group], by: decision(values))
        if values[GlobalOptions.json] {
            session.write(json: ["group": .string(change.group), "alias": .string(change.alias)])
        } else {
            session.write("removed the alias \(change.alias) of \(change.group)")
        }
        return 0
    }

    private func export(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let store = try session.store(of: project)
        let version = try await registry.model(values[Self.model])
        let destination =
            values[Self.folder].hasPrefix("/") ? values[Self.folder] : "\(session.folder)/\(values[Self.folder])"
        guard try FileStatus.ifPresent(destination) == nil else {
            throw CommandFailure("'\(destination)' exists; name a folder that does not")
        }
        guard
            try store.condition(of: version.model, form: ContentForm(version.form), thorough: true)
                == .intact
        else {
            throw CommandFailure(
                "the object \(version.model.short) of \(version.name) is missing or damaged; "
                    + "run the pipeline again to make it anew", .failed)
        }
        try ModelExport(version: version, store: store).write(to: destination)
        if values[GlobalOptions.json] {
            session.write(json: ["model": .string("\(version.name)"), "path": .string(destination)])
        } else {
            session.write("exported \(version.name) to \(destination)")
        }
        return 0
    }
}
