internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Execution
internal import Registry
internal import Terminal

/// `pipeline models show`: a version with its metrics, lineage and history.
struct ModelShowCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "show", summary: "Show a model version with its metrics, lineage and history.",
            examples: [
                .init("pipeline models show road_sign@champion"),
                .init("pipeline models show road_sign@champion --at 2026-11-01", "shows what was champion then"),
            ],
            parameters: [ModelArguments.model, Self.time], action: { try await show($0) })
    }

    private static let time = CommandParameter.option(
        "at", .time,
        help: "the version that GROUP@ALIAS stood for at this time, or that was the latest of GROUP then: "
            + "2026-11-01 (its first moment) or 2026-11-01T14:30, in UTC unless an offset such as +01:00 follows")

    /// Finds the version, as it was meant at the time that may be given.
    private func find(_ values: ParsedValues, _ registry: Registry) async throws -> (ModelVersion, AliasChange?) {
        let text = values[ModelArguments.model]
        guard let time = values[Self.time] else { return (try await registry.model(text), nil) }
        let selector = try ModelSelector(text)
        if case .version = selector.choice {
            throw CommandFailure("--at goes with GROUP or GROUP@ALIAS: '\(text)' is the same version at any time")
        }
        return try await registry.model(selector, at: time)
    }

    private func show(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let store = try session.store(of: project)
        let (version, move) = try await find(values, registry)
        let history = try await registry.statusHistory(of: version.name)
        let aliases = try await registry.aliasHistory(of: version.name.group).filter {
            $0.from == version.name.version || $0.to == version.name.version
        }
        let versions = try await registry.modelVersions(of: version.name.group)
        let result = try await registry.summary(of: version.key)
        let maker = try await registry.makers(of: version.model).last { $0.created <= version.created }
        if values[GlobalOptions.json] {
            var document = ModelText.json(version).object ?? [:]
            if let time = values[Self.time] { document["at"] = .string(Format.timestamp(time)) }
            if let move { document["moved"] = ModelText.json(move) }
            document["path"] = .string(store.path(of: version.model))
            document["versions"] = .array(versions.map { .int(Int64($0.name.version)) })
            document["history"] = .array(history.map(ModelText.json))
            document["alias_history"] = .array(aliases.map(ModelText.json))
            document["inputs"] = ModelText.json(result?.inputs ?? [])
            document["made_by"] = maker.map(ModelText.json) ?? .null
            session.write(json: .object(document))
            return 0
        }
        if let time = values[Self.time] {
            let since = move.map { ", since \($0.decision.who) moved it on \(UTCTime.text($0.decision.time))" } ?? ""
            session.write("\(values[ModelArguments.model]) on \(UTCTime.text(time))\(since):")
        }
        session.write(
            Line("\(version.name)", .bold) + " " + StatusText.line(version.status) + ModelText.marks(version))
        var table = Table(.word(""), .sentences(""))
        table.append("registered", Line(Format.date(version.created, in: .local(at: version.created))))
        table.append("by run", Line("\(version.run), step \(version.instance)"))
        if let maker { table.append("made by", Line("\(maker.run), step \(maker.instance)")) }
        table.append("model", Line(store.path(of: version.model)))
        if let evaluation = version.evaluation { table.append("evaluation", Line(store.path(of: evaluation))) }
        for input in result?.inputs ?? [] { table.append(Line("read \(input.label)"), Line(input.digest.short)) }
        for (name, value) in version.metrics.sorted(by: { $0.key < $1.key }) {
            table.append(Line(name), Line(RunView.text(of: value)))
        }
        for (name, value) in version.tags.sorted(by: { $0.key < $1.key }) {
            table.append(Line("tag \(name)"), Line(value))
        }
        session.write(table)
        for change in history {
            let text = "\(change.from.rawValue) → \(change.to.rawValue)"
            session.write(ModelText.line(text, change.decision, now: session.now))
        }
        for change in aliases {
            session.write(ModelText.line(change, now: session.now))
        }
        let others = versions.map(\.name.version).filter { $0 != version.name.version }
        if !others.isEmpty {
            session.write("")
            session.write("other versions: \(others.map(String.init).joined(separator: ", "))")
        }
        return 0
    }
}

extension ValueFormat where Value == Double {
    /// A time, in seconds since 1970.
    fileprivate static var time: Self {
        Self("TIME", text: UTCTime.text) { text throws(InvalidValue) in
            do throws(UTCTime.Mistake) { return try UTCTime.parse(text) } catch {
                throw InvalidValue(error.description)
            }
        }
    }
}
