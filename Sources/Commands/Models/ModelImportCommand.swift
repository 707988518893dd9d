internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Execution
internal import ModelExchange
internal import Processes
internal import Registry

/// `pipeline models import`: a version that was exported elsewhere.
struct ModelImportCommand: Sendable {
    let session: Session

    private static let source = CommandParameter.argument(
        "SOURCE", .name("SOURCE", completing: .files), help: "the exported folder or archive")
    private static let group = CommandParameter.option(
        "group", .name("NAME", completing: .source("groups")),
        help: "the group to add it to; without it, the one it was exported from")

    var command: Command {
        Command(
            "import", summary: "Add a model version that was exported elsewhere, once every byte of it is verified.",
            discussion: """
                The version gets the next number of the group and is pending, whatever it was elsewhere. It is \
                recorded as a run of its own, whose parameters tell where it comes from. A model that the group has \
                already, with the same evaluation, keeps the version it has.
                """,
            examples: [
                .init("pipeline models import road_sign-3.tar.zst"),
                .init("pipeline models import ./model --group road_sign_berlin"),
            ],
            parameters: [Self.source, Self.group], action: { try await take($0) })
    }

    private func take(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let store = try session.store(of: project)
        let presence = try Presence(in: store.root)
        defer { withExtendedLifetime(presence) {} }
        let given = values[Self.source]
        let source = given.hasPrefix("/") ? given : "\(session.folder)/\(given)"
        let importing = ModelImport(
            registry: registry, store: store, environment: session.environment,
            scratch: Scratch.prefix(for: "import"),
            now: { Session.time() })
        let outcome: ModelImport.Outcome
        do {
            outcome = try await importing.run(
                source, group: values[Self.group], command: ["pipeline"] + session.arguments,
                process: presence.process)
        } catch let error as ExchangeError {
            throw CommandFailure(error.description, error.code == .source ? .usage : .failed)
        }
        switch outcome {
        case .added(let name, let warnings):
            if !values[GlobalOptions.json] { session.write("imported \(name) from \(source)") }
            for warning in warnings { session.warn(warning) }
        case .known(let name):
            if !values[GlobalOptions.json] { session.write("\(name) is this model already; nothing was imported") }
        }
        if values[GlobalOptions.json] { session.write(json: try await document(outcome, registry)) }
        return 0
    }

    private func document(_ outcome: ModelImport.Outcome, _ registry: Registry) async throws -> JSON {
        let (name, isNew) =
            switch outcome {
            case .added(let name, _): (name, true)
            case .known(let name): (name, false)
            }
        var document = ModelText.json(try await registry.model("\(name)")).object ?? [:]
        document["new"] = .bool(isNew)
        return .object(document)
    }
}
