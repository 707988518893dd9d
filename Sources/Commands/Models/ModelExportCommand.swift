internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline models export`: a version as files that can be given away.
struct ModelExportCommand: Sendable {
    let session: Session

    private static let folder = CommandParameter.argument(
        "DEST", .name("DEST", completing: .folders), help: "the folder to make; it must not exist")

    var command: Command {
        Command(
            "export", summary: "Copy a model version to a folder.",
            examples: [.init("pipeline models export road_sign@champion ./model")],
            parameters: [ModelArguments.model, Self.folder], action: { try await export($0) })
    }

    private func export(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let store = try session.store(of: project)
        let version = try await registry.model(values[ModelArguments.model])
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
