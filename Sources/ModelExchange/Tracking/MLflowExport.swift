internal import ContentHash
internal import Execution
internal import FileSystem
internal import HTTPRequests
internal import ModelFormats
internal import PipelineKit
public import Registry

/// Registers model versions on an MLflow server.
///
/// A version becomes a run of an experiment that has the registered model's name, with the parameters and metrics, a folder
/// `model` with all that an export has and an `MLmodel` file, and a version of the registered model with the same aliases. A
/// version that the server has already gets its aliases and nothing else.
public struct MLflowExport: Sendable {
    /// What the server has now.
    public struct Registration: Hashable, Sendable {
        /// The name of the registered model, and the number that the server gave the version.
        public let name: String
        public let version: String
        /// The server's run with the artifacts.
        public let run: String
        /// Whether the version is new there.
        public let isNew: Bool
        /// Why MLflow cannot run the model itself; `nil` where it can.
        public let whyNoONNX: String?
    }

    /// The folder of the run's artifacts that the model is in.
    static let folder = "model"
    /// The longest text that MLflow takes as a parameter's value.
    private static let longestParameter = 6000

    let export: ModelExport
    let server: MLflowServer

    /// - Parameters:
    ///   - export: Where models come from.
    ///   - url: The address of the server.
    public init(_ export: ModelExport, url: String) {
        self.export = export
        server = MLflowServer(url: url, environment: export.environment)
    }

    /// Registers a version.
    /// - Parameters:
    ///   - version: The version.
    ///   - name: The name of the registered model; without one, that of the version's group.
    /// - Returns: What the server has now.
    /// - Throws: ``ExchangeError`` with what the server says, `HTTPFailure` where it says nothing.
    public func register(_ version: ModelVersion, as name: String? = nil) async throws -> Registration {
        let name = name ?? version.name.group
        if let known = try await registered(version, as: name) { return known }
        let files = try PrivateFolder(environment: export.environment)
        let folder = "\(files.path)/\(Self.folder)"
        let written = try await export.write(version, into: folder)
        // First what the server is most likely to refuse: the name.
        try await createModel(name)
        let experiment = try await experiment(name)
        let (run, artifacts) = try await createRun(of: version, in: experiment)
        do {
            try await log(version, to: run)
            let network = try? written.get()
            let file = MLmodelFile(version: version, run: run, network: network)
            try Files.write(file.text, to: "\(folder)/\(MLmodelFile.fileName)")
            if network != nil { try Files.write(MLmodelFile.requirements, to: "\(folder)/requirements.txt") }
            for path in try Folders.files(below: folder) {
                try await step("take '\(path)'") {
                    try await server.upload("\(folder)/\(path)", to: "\(artifacts)/\(Self.folder)/\(path)")
                }
            }
            let number = try await createVersion(version, as: name, run, artifacts)
            try await finish(run, "FINISHED", at: version)
            try await setAliases(of: version, on: name, number)
            return Registration(
                name: name, version: number, run: run, isNew: true, whyNoONNX: written.failure?.description)
        } catch {
            try? await finish(run, "FAILED", at: version)
            throw error
        }
    }

    /// The version that the server has already with the same model and evaluation, once it has the aliases.
    private func registered(_ version: ModelVersion, as name: String) async throws -> Registration? {
        let filter = "name = '\(name)' and tags.pipeline_model = '\(version.model.hex)'"
        let found = try await step("search for '\(name)'") {
            try await server.get("model-versions/search", [("filter", filter)])
        }
        let evaluation = version.evaluation?.hex ?? ""
        for known in found["model_versions"]?.array ?? [] {
            let tags = (known["tags"]?.array ?? []).map { ($0["key"]?.string ?? "", $0["value"]?.string ?? "") }
            guard tags.contains(where: { $0 == ("pipeline_evaluation", evaluation) }),
                let number = known["version"]?.string
            else { continue }
            try await setAliases(of: version, on: name, number)
            return Registration(
                name: name, version: number, run: known["run_id"]?.string ?? "", isNew: false, whyNoONNX: nil)
        }
        return nil
    }

    private func experiment(_ name: String) async throws -> String {
        do {
            let found = try await server.get("experiments/get-by-name", [("experiment_name", name)])
            if let id = found["experiment"]?["experiment_id"]?.string { return id }
        } catch let refusal as MLflowServer.Refusal where refusal.code == "RESOURCE_DOES_NOT_EXIST" {
            // Made below.
        } catch let refusal as MLflowServer.Refusal { throw error("look for the experiment '\(name)'", refusal) }
        let made = try await step("create the experiment '\(name)'") {
            try await server.post("experiments/create", ["name": .string(name)])
        }
        return try text(made["experiment_id"], "the experiment's id")
    }

    /// Creates a run; returns its id, and where its artifacts are below the server's root of artifacts.
    private func createRun(of version: ModelVersion, in experiment: String) async throws -> (String, String) {
        let source = try await export.registry.run(version.run.text)
        var tags = [
            "mlflow.source.name": source.command.joined(separator: " "), "mlflow.source.type": "LOCAL",
            "pipeline_name": source.pipeline,
        ]
        tags.merge(Self.tags(of: version)) { first, _ in first }
        let made = try await step("create a run") {
            try await server.post(
                "runs/create",
                [
                    "experiment_id": .string(experiment), "run_name": .string("\(version.name)"),
                    "start_time": .int(Self.milliseconds(source.started)), "tags": Self.list(tags),
                ])
        }
        let run = try text(made["run"]?["info"]?["run_id"], "the run's id")
        let place = try text(made["run"]?["info"]?["artifact_uri"], "the place of the run's artifacts")
        guard let artifacts = Self.path(ofArtifacts: place) else {
            try? await finish(run, "FAILED", at: version)
            throw ExchangeError(
                .server,
                "'\(server.name)' keeps artifacts at '\(place)' and does not take them itself: start it with "
                    + "--serve-artifacts, and use an experiment that was created since")
        }
        return (run, artifacts)
    }

    private func log(_ version: ModelVersion, to run: String) async throws {
        let parameters = try await export.registry.parameters(of: version.run).compactMapValues { value in
            let text = value.string ?? value.text
            return text.utf8.count <= Self.longestParameter ? text : nil
        }
        let time = Self.milliseconds(version.created)
        let metrics = version.metrics.sorted { $0.key < $1.key }.map { name, value -> JSON in
            ["key": .string(name), "value": .double(value), "timestamp": .int(time), "step": 0]
        }
        try await step("take the parameters and metrics") {
            // MLflow takes a hundred parameters at a time.
            let list = Self.list(parameters).array ?? []
            for start in stride(from: 0, to: max(1, list.count), by: 100) {
                try await server.post(
                    "runs/log-batch",
                    [
                        "run_id": .string(run), "params": .array(Array(list[start..<min(start + 100, list.count)])),
                        "metrics": start == 0 ? .array(metrics) : [],
                    ])
            }
        }
    }

    private func createModel(_ name: String) async throws {
        do {
            try await server.post("registered-models/create", ["name": .string(name)])
        } catch let refusal as MLflowServer.Refusal where refusal.code == "RESOURCE_ALREADY_EXISTS" {
            // It gets another version.
        } catch let refusal as MLflowServer.Refusal { throw error("create the registered model '\(name)'", refusal) }
    }

    private func createVersion(
        _ version: ModelVersion, as name: String, _ run: String, _ artifacts: String
    ) async throws -> String {
        let made = try await step("create a version of '\(name)'") {
            try await server.post(
                "model-versions/create",
                [
                    "name": .string(name), "run_id": .string(run),
                    "source": .string("mlflow-artifacts:/\(artifacts)/\(Self.folder)"),
                    "tags": Self.list(Self.tags(of: version)),
                    "description": .string("\(version.name), \(version.status.rawValue), of run \(version.run)"),
                ])
        }
        return try text(made["model_version"]?["version"], "the version's number")
    }

    private func setAliases(of version: ModelVersion, on name: String, _ number: String) async throws {
        for alias in version.aliases {
            try await step("set the alias '\(alias)'") {
                try await server.post(
                    "registered-models/alias",
                    ["name": .string(name), "alias": .string(alias), "version": .string(number)])
            }
        }
    }

    private func finish(_ run: String, _ status: String, at version: ModelVersion) async throws {
        try await step("end the run") {
            try await server.post(
                "runs/update",
                [
                    "run_id": .string(run), "status": .string(status),
                    "end_time": .int(Self.milliseconds(version.created)),
                ])
        }
    }

    /// Asks the server for something, and says what that was where it refuses.
    @discardableResult
    private func step<Value>(_ what: String, _ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let refusal as MLflowServer.Refusal { throw error(what, refusal) }
    }

    private func error(_ what: String, _ refusal: MLflowServer.Refusal) -> ExchangeError {
        let message = refusal.message.split(separator: "\n").first.map(String.init) ?? "it gave no reason"
        let code = refusal.code.isEmpty ? "" : " \(refusal.code)"
        let hint =
            [401, 403].contains(refusal.status)
            ? "; set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD" : ""
        return ExchangeError(
            .server, "'\(server.name)' refused to \(what): \(refusal.status)\(code): \(message)\(hint)")
    }

    private func text(_ json: JSON?, _ what: String) throws(ExchangeError) -> String {
        guard let text = json?.string else {
            throw ExchangeError(
                .server, "'\(server.name)' does not answer as an MLflow server does: \(what) is missing")
        }
        return text
    }

    private static func tags(of version: ModelVersion) -> [String: String] {
        [
            "pipeline_version": "\(version.name)", "pipeline_status": version.status.rawValue,
            "pipeline_run": version.run.text, "pipeline_step": "\(version.instance)",
            "pipeline_key": version.key.hex, "pipeline_model": version.model.hex,
            "pipeline_evaluation": version.evaluation?.hex ?? "",
        ]
    }

    private static func list(_ values: [String: String]) -> JSON {
        .array(
            values.sorted { $0.key < $1.key }.map { ["key": .string($0.key), "value": .string($0.value)] })
    }

    /// The path in `mlflow-artifacts:/1/RUN/artifacts` or `mlflow-artifacts://HOST/1/RUN/artifacts`.
    private static func path(ofArtifacts place: String) -> String? {
        let scheme = "mlflow-artifacts:"
        guard place.hasPrefix(scheme) else { return nil }
        var rest = place.dropFirst(scheme.count)
        if rest.hasPrefix("//") { rest = rest.dropFirst(2).drop { $0 != "/" } }
        let path = rest.drop { $0 == "/" }
        return path.isEmpty ? nil : String(path)
    }

    private static func milliseconds(_ seconds: Double) -> Int64 { Int64(seconds * 1000) }
}
