internal import ContentHash
internal import ContentStore
internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Registry

/// The run that an import is recorded as.
struct ImportRecord {
    let run: RunID
    let source: String
    let group: String
    let package: ExportedPackage
    let command: [String]
    let process: ProcessText
    let started: Double

    private static let step = StepInstance("import")

    var start: RunStart {
        RunStart(
            id: run, pipeline: ModelImport.pipeline,
            parameters: [
                "source": .string(source), "group": .string(group), "digest": .string(package.digest.hex),
                "origin": package.document.json,
            ], command: command, time: started, process: process)
    }

    /// Keeps the artifacts, and records them, the step and the version in one transaction.
    func commit(
        to registry: Registry, _ store: ContentStore, staging: String, now: @Sendable () -> Double
    ) async throws -> RegisteredModels {
        let key = key
        let log = try writeLog(in: store)
        let reason = "'\(source)' was imported"
        func record(_ status: StepStatus, at time: Double) -> StepRecord {
            StepRecord(
                instance: Self.step, position: 0, status: status, reason: reason, key: key.digest,
                seconds: time - started, attempts: 1, time: time)
        }
        try await registry.start(
            AttemptRecord(instance: Self.step, number: 1, time: started, log: log),
            step: record(.running, at: started), in: run)
        let document = package.document
        var artifacts = [try keep(document.model, as: "model", in: store, staging: staging)]
        if let evaluation = document.evaluation {
            artifacts.append(try keep(evaluation, as: "evaluation", in: store, staging: staging))
        }
        let time = now()
        let outputs = artifacts.map { ($0.name, JSON.string($0.digest.hex)) }
        let result = NewResult(
            key: key, outputs: .object(Dictionary(outputs, uniquingKeysWith: { first, _ in first })),
            artifacts: artifacts, inputs: [], declarations: nil, metrics: [],
            registrations: [
                ResolvedRegistration(
                    group: group, model: document.model.digest, form: document.model.form,
                    evaluation: document.evaluation?.digest, metrics: document.metrics)
            ],
            // No step has this key, so that no run could use it.
            isReusable: false)
        let models = try await registry.commit(
            result,
            AttemptEnding(
                instance: Self.step, number: 1, status: .succeeded, seconds: time - started, cpuSeconds: 0,
                peakMemory: 0),
            step: record(.succeeded, at: time), in: run)
        try await registry.finish(run, .succeeded, seconds: now() - started, time: now())
        return models
    }

    private var key: ActionKey {
        let document = package.document
        var components = [
            KeyComponent(.kind, "step", value: ModelImport.pipeline),
            KeyComponent(.input, "group", value: JSON.string(group).text),
            KeyComponent(.input, "model", value: document.model.digest.hex),
            KeyComponent(.input, "package", value: package.digest.hex),
        ]
        if let evaluation = document.evaluation {
            components.append(KeyComponent(.input, "evaluation", value: evaluation.digest.hex))
        }
        return ActionKey(components)
    }

    private func writeLog(in store: ContentStore) throws -> String {
        let folder = "\(store.root)/runs/\(run)/\(Self.step)"
        try Folders.create(folder)
        let log = "\(folder)/attempt-1.log"
        let document = package.document
        let version = document.json["version"].map { ":\($0.text)" } ?? ""
        try Files.write("imported \(document.group)\(version) from \(source)\n", to: log)
        return log
    }

    /// Copies a part, and takes the copy into the store.
    private func keep(
        _ part: ModelDocument.Part, as name: String, in store: ContentStore, staging: String
    ) throws -> ResultArtifact {
        let copy = "\(staging)/\(name)"
        try PlainCopy.copy("\(package.folder)/\(part.path)", to: copy, refusing: .source)
        let content = try store.keep(copy, form: part.form == .folder ? .folder : .file)
        guard content.digest == part.digest else {
            throw ExchangeError(
                .damaged, "'\(part.path)' of '\(source)' was changed while it was imported; nothing was registered")
        }
        return ResultArtifact(name: name, form: part.form, digest: content.digest, size: content.size)
    }
}
