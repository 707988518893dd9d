internal import ContentHash
internal import ContentStore
internal import PipelineKit

/// What a step has just made, by content, without any of it being kept.
struct MadeOutputs {
    private let outputs: JSON
    /// The places of artifacts in the folder for outputs, and the manifests of folders, by the names of the outputs.
    private var places: [String: (path: String, manifest: Manifest?)] = [:]
    private let store: ContentStore

    /// Looks at everything that a step made.
    /// - Throws: ``ContentError`` where an output is not there or can't be read.
    init(_ outputs: JSON, of job: StepJob, _ store: ContentStore) throws(ContentError) {
        self.store = store
        var known: [String: ArtifactReference] = [:]
        for (_, artifact) in job.inputs.withoutUnkeyed.artifacts {
            guard let path = artifact.path else { continue }
            var passed = artifact
            // As results have it: what the store keeps is found by its digest.
            if store.isObject(path) { passed.path = nil }
            known[path] = passed
        }
        let folder = "\(job.outputFolder)/"
        for (name, artifact) in outputs.artifacts {
            guard let path = artifact.path, known[path] == nil || path.hasPrefix(folder) else { continue }
            let look = try store.look(at: path, form: ContentForm(artifact.form))
            known[path] = ArtifactReference(form: artifact.form, digest: look.content.digest)
            places[name] = (path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path, look.manifest)
        }
        self.outputs = outputs.replacing { part in
            ArtifactReference(part).flatMap { $0.path }.flatMap { known[$0] }.map(\.json)
        }
    }

    /// Says which outputs are not as in a result: artifacts by their names, values by their fields.
    func differences(from kept: JSON) -> [VerifiedStep.Difference] {
        if outputs == kept { return [] }
        let before = Dictionary(kept.artifacts.map { ($0.name, $0.artifact) }, uniquingKeysWith: { $1 })
        let files = outputs.artifacts.compactMap { name, artifact -> VerifiedStep.Difference? in
            guard let old = before[name], old != artifact else { return nil }
            return VerifiedStep.Difference(
                output: name, paths: paths(of: name, old), kept: Self.text(old.json), made: Self.text(artifact.json))
        }
        let (left, right) = (Self.fields(kept), Self.fields(outputs))
        let values = Set(left.keys).union(right.keys).sorted().compactMap { field -> VerifiedStep.Difference? in
            guard left[field] != right[field] else { return nil }
            return VerifiedStep.Difference(
                output: field, paths: [], kept: Self.text(left[field]), made: Self.text(right[field]))
        }
        return files + values
    }

    /// The files of an output that are not as they were.
    private func paths(of name: String, _ old: ArtifactReference) -> [String] {
        guard let (path, manifest) = places[name] else { return [] }
        guard let manifest, let digest = old.digest, let before = store.manifest(of: digest),
            let comparison = FolderComparison(before, manifest)
        else { return [path] }
        return comparison.names.map { "\(path)/\($0)" }
    }

    /// The fields of an output, in which all artifacts are alike.
    private static func fields(_ outputs: JSON) -> [String: JSON] {
        outputs.replacing { part in ArtifactReference(part).map { ["form": .string($0.form.rawValue)] } }.object ?? [:]
    }

    private static func text(_ value: JSON?) -> String {
        guard let value else { return "nothing" }
        return ArtifactReference(value)?.digest?.hex ?? value.text
    }
}
