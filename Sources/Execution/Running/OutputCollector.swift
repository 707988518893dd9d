internal import ContentHash
internal import ContentStore
internal import FileSystem
internal import PipelineKit

/// What is wrong with what a step left behind.
struct OutputError: FailureClassifying, CustomStringConvertible {
    let failureKind: FailureKind
    let description: String

    init(kind: FailureKind, _ description: String) {
        failureKind = kind
        self.description = description
    }
}

/// Takes what a step made into the store.
struct OutputCollector: Sendable {
    /// The outputs by content, and what was found on the way.
    struct Collected: Sendable {
        var outputs: JSON = .null
        var artifacts: [ResultArtifact] = []
        var inputs: [ResultArtifact]
        var registrations: [ResolvedRegistration] = []
        /// What the step read and changed meanwhile, in words that something can follow from.
        var changes: [String]
        var warnings: [String] = []
    }

    /// The step's properties, with artifacts by content.
    let inputs: JSON
    let job: StepJob
    let store: ContentStore
    let files: ReadFiles

    func collect(_ outputs: JSON, _ registrations: [ModelRegistration]) throws(OutputError) -> Collected {
        let check = try InputCheck(inputs, store, files)
        var collected = Collected(inputs: check.artifacts, changes: check.changes)
        var places: [String: ArtifactReference] = [:]
        // What is not in the key must not be passed on either: the same key would stand for another output.
        for (_, artifact) in job.inputs.withoutUnkeyed.artifacts {
            if let path = artifact.path { places[path] = artifact }
        }
        try checkPlaces(outputs)
        for (name, artifact) in outputs.artifacts {
            guard let path = artifact.path, places[path] == nil else { continue }
            let content = try keep(name, artifact, path)
            places[path] = ArtifactReference(form: artifact.form, digest: content.digest)
            collected.artifacts.append(
                ResultArtifact(name: name, form: artifact.form, digest: content.digest, size: content.size))
        }
        collected.outputs = outputs.replacing { part in
            ArtifactReference(part).flatMap { $0.path }.flatMap { places[$0] }.map { artifact in
                // What the store keeps is found by its digest, wherever the store is.
                var kept = artifact
                if let path = kept.path, store.isObject(path) { kept.path = nil }
                return kept.json
            }
        }
        for model in registrations { collected.registrations.append(try resolve(model, places)) }
        collected.warnings += extras()
        return collected
    }

    /// Checks that each output has a path, and that none is inside another: taking one would change the other.
    private func checkPlaces(_ outputs: JSON) throws(OutputError) {
        var named: [(name: String, path: String)] = []
        for (name, artifact) in outputs.artifacts {
            guard let path = artifact.path else {
                throw OutputError(kind: .missingOutput, "its output '\(name)' has no path")
            }
            if let outer = named.first(where: { path.hasPrefix("\($0.path)/") || $0.path.hasPrefix("\(path)/") }) {
                throw OutputError(
                    kind: .missingOutput,
                    "its outputs '\(outer.name)' and '\(name)' lie inside each other; write them side by side")
            }
            if path.hasPrefix("\(job.outputFolder)/") { named.append((name, path)) }
        }
    }

    /// Takes one output into the store.
    private func keep(
        _ name: String, _ artifact: ArtifactReference, _ path: String
    ) throws(OutputError) -> ContentStore.Content {
        guard isInOutputFolder(path) else {
            throw OutputError(
                kind: .missingOutput,
                "its output '\(name)' is '\(path)', which is not in the folder for outputs; "
                    + "ask the context for the place: context.output(\"\(name)\")")
        }
        do throws(ContentError) {
            return try store.keep(path, form: ContentForm(artifact.form))
        } catch {
            switch error {
            case .missing:
                throw OutputError(
                    kind: .missingOutput,
                    "it ended well but did not write its output '\(name)' "
                        + "(\(path.dropFirst(job.stagingFolder.count + 1)))")
            case .wrongForm(_, let expected):
                throw OutputError(kind: .missingOutput, "its output '\(name)' is not a \(expected)")
            default: throw OutputError(kind: FailureKind(error), "its output '\(name)': \(error)")
            }
        }
    }

    /// Whether a path leads to a place in the folder for outputs, and not through a link to what someone else has.
    private func isInOutputFolder(_ path: String) -> Bool {
        guard path.hasPrefix("\(job.outputFolder)/"), !Files.goesUp(path) else { return false }
        let parent = Files.folder(of: path)
        // Where there is no such folder, there is no output in it: it is missed by its name.
        guard (try? FileStatus(of: parent)) != nil else { return true }
        let outputs = Files.resolve(job.outputFolder)
        return "\(Files.resolve(parent))/".hasPrefix("\(outputs)/")
    }

    /// Finds the content of a model among what the step read and made.
    private func resolve(
        _ model: ModelRegistration, _ places: [String: ArtifactReference]
    ) throws(OutputError) -> ResolvedRegistration {
        func digest(_ path: String) throws(OutputError) -> (Digest, ArtifactForm) {
            guard let artifact = places[path], let digest = artifact.digest else {
                throw OutputError(
                    kind: .missingOutput,
                    "it registers '\(path)', which is neither among its inputs nor among its outputs")
            }
            return (digest, artifact.form)
        }
        let (content, form) = try digest(model.model)
        var evaluation: Digest?
        if let path = model.evaluation { evaluation = try digest(path).0 }
        return ResolvedRegistration(
            group: model.group, model: content, form: form, evaluation: evaluation, metrics: model.metrics,
            alias: model.alias)
    }

    /// What lies in the folder for outputs without being one: what was kept has left the folder.
    private func extras() -> [String] {
        guard let files = try? Folders.files(below: job.outputFolder), !files.isEmpty else { return [] }
        let names = files.prefix(3).joined(separator: ", ") + (files.count > 3 ? " …" : "")
        return ["it wrote what it does not return, which is dropped: \(names)"]
    }
}

extension ContentStore {
    /// Returns a value in which each artifact that the store keeps has its path.
    func placed(_ value: JSON) -> JSON {
        value.replacing { part in
            guard var artifact = ArtifactReference(part) else { return nil }
            if artifact.path == nil, let digest = artifact.digest { artifact.path = path(of: digest) }
            return artifact.json
        }
    }
}
