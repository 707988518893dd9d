internal import Arguments
internal import ContentHash
internal import FileSystem
internal import ModelExchange
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline models export`: a version as files that can be given away, or on an MLflow server.
struct ModelExportCommand: Sendable {
    let session: Session

    private static let destination = CommandParameter.optionalArgument(
        "DEST", .name("DEST", completing: .files),
        help: "the folder to make, or the archive where it ends in .tar.gz, .tar.zst or .tar; it must not exist")
    private static let form = CommandParameter.option(
        "format", .choice("FORMAT", of: ["folder", "archive"]),
        help: "folder or archive, whatever DEST ends in; an archive is packed with gzip unless DEST says otherwise")
    /// What archives of other kinds end in, which would become the names of folders.
    private static let otherArchives = [".zip", ".gz", ".zst", ".bz2", ".xz", ".7z", ".rar"]
    private static let server = CommandParameter.option(
        "to-mlflow", .name("URL"), help: "register the version on the MLflow server at this address")
    private static let name = CommandParameter.option(
        "name", .name("NAME"), help: "the name of the registered model on the server; the group's without it")

    var command: Command {
        Command(
            "export", summary: "Copy a model version to a folder, an archive or an MLflow server.",
            discussion: """
                The folder holds the model, model.onnx and preprocessing.json where the network is known, the labels, the \
                evaluation with its page, model.json with the lineage, and SHA256SUMS. The same version is the same bytes each time. \
                MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, say who asks a server.
                """,
            examples: [
                .init("pipeline models export road_sign@champion ./model"),
                .init("pipeline models export road_sign:3 road_sign-3.tar.zst"),
                .init("pipeline models export road_sign@champion --to-mlflow http://localhost:5000"),
            ],
            parameters: [ModelArguments.model, Self.destination, Self.form, Self.server, Self.name],
            exclusions: [["format", "to-mlflow"]], action: { try await export($0) })
    }

    private func export(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let version = try await registry.model(values[ModelArguments.model])
        let export = ModelExport(
            registry: registry, store: try session.store(of: project), environment: session.environment)
        do {
            switch (values[Self.destination], values[Self.server]) {
            case (let destination?, nil):
                if values[Self.name] != nil { throw CommandFailure("--name is for a server; add --to-mlflow URL") }
                return try await write(version, to: destination, values, export)
            case (nil, let url?): return try await register(version, on: url, values, export)
            case (nil, nil): throw CommandFailure("where to? Name a folder or archive to make, or --to-mlflow URL")
            case (_?, _?): throw CommandFailure("DEST and --to-mlflow are two places; name one of them")
            }
        } catch let error as ExchangeError {
            throw CommandFailure(error.description, error.code == .destination ? .usage : .failed)
        }
    }

    private func write(
        _ version: ModelVersion, to destination: String, _ values: ParsedValues, _ export: ModelExport
    ) async throws -> Int32 {
        let path = destination.hasPrefix("/") ? destination : "\(session.folder)/\(destination)"
        let byName = ExportForm(destination: path)
        if values[Self.form] == nil, byName == .folder,
            let ending = Self.otherArchives.first(where: path.lowercased().hasSuffix)
        {
            throw CommandFailure(
                "a model is exported to a folder, or to .tar, .tar.gz or .tar.zst, not to \(ending); name it so, or give "
                    + "--format folder")
        }
        let form: ExportForm =
            switch (values[Self.form], byName) {
            case ("folder", _): .folder
            case ("archive", .folder): .archive(.gzip)
            default: byName
            }
        let summary = try await export.write(version, to: path, as: form)
        if values[GlobalOptions.json] {
            session.write(json: [
                "model": .string("\(version.name)"), "path": .string(path),
                "files": .array(summary.files.map(JSON.string)),
                "why_no_onnx": summary.whyNoONNX.map(JSON.string) ?? .null,
            ])
        } else {
            session.write("exported \(version.name) to \(path)")
            writeReason(summary.whyNoONNX)
        }
        return 0
    }

    private func register(
        _ version: ModelVersion, on url: String, _ values: ParsedValues, _ export: ModelExport
    ) async throws -> Int32 {
        let registration = try await MLflowExport(export, url: url).register(version, as: values[Self.name])
        if values[GlobalOptions.json] {
            session.write(json: [
                "model": .string("\(version.name)"), "name": .string(registration.name),
                "version": .string(registration.version), "run": .string(registration.run),
                "new": .bool(registration.isNew), "why_no_onnx": registration.whyNoONNX.map(JSON.string) ?? .null,
            ])
        } else if registration.isNew {
            session.write(
                "registered \(version.name) as version \(registration.version) of '\(registration.name)', "
                    + "run \(registration.run)")
            writeReason(registration.whyNoONNX)
        } else {
            session.write(
                "\(version.name) is there already, as version \(registration.version) of '\(registration.name)'")
        }
        return 0
    }

    private func writeReason(_ whyNoONNX: String?) {
        if let whyNoONNX { session.write(Line("without model.onnx: \(whyNoONNX)", .dim)) }
    }
}
