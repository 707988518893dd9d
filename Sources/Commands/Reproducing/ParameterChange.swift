internal import ContentHash
internal import ContentStore
internal import Execution
internal import PipelineKit

/// What became of a parameter of an earlier run.
struct ParameterChange: Sendable {
    enum Kind: String { case changed, missing, new, gone }

    let name: String
    let kind: Kind
    let text: String
    /// The files of a folder that are not what they were.
    var files: [String] = []

    /// Finds out what is not as it was: files and folders by content, others by whether the pipeline has them.
    static func all(_ recorded: RecordedRun, _ request: RunRequest) async -> [ParameterChange] {
        var changes: [ParameterChange] = []
        let names = Set(request.graph.parameters.map(\.name))
        for (name, value) in recorded.parameters.sorted(by: { $0.key < $1.key }) {
            guard names.contains(name) else {
                changes.append(
                    ParameterChange(name: name, kind: .gone, text: "the pipeline does not take it any more"))
                continue
            }
            if let change = change(ofSecret: value, name, request) { changes.append(change) }
            for (_, artifact) in value.artifacts {
                if let change = await change(of: artifact, name, request.store) { changes.append(change) }
            }
        }
        for name in names.subtracting(recorded.parameters.keys).sorted() {
            let value = request.parameters[name].map(RunText.parameter) ?? ""
            changes.append(
                ParameterChange(name: name, kind: .new, text: "the pipeline did not take it then; it is \(value)"))
        }
        return changes
    }

    /// What became of a secret, of which only keyed digests are known.
    private static func change(ofSecret value: JSON, _ name: String, _ request: RunRequest) -> ParameterChange? {
        guard let then = SecretReference(value), then.digest != nil,
            let now = request.parameters[name].flatMap({ SecretReference($0) }), now.digest != then.digest
        else { return nil }
        return ParameterChange(name: name, kind: .changed, text: "the secret is not what it was then")
    }

    private static func change(
        of artifact: ArtifactReference, _ name: String, _ store: ContentStore
    ) async -> ParameterChange? {
        guard let path = artifact.path, let digest = artifact.digest else { return nil }
        let found = await Blocking.run { () -> Result<Digest, ContentError> in
            do throws(ContentError) {
                return .success(try store.digest(of: path, form: ContentForm(artifact.form)).digest)
            } catch {
                return .failure(error)
            }
        }
        switch found {
        case .failure(let error): return ParameterChange(name: name, kind: .missing, text: "\(error)")
        case .success(digest): return nil
        case .success(let now):
            var new = artifact
            new.digest = now
            let folders = FolderComparison(artifact.json, new.json, store)
            return ParameterChange(
                name: name, kind: .changed,
                text: "'\(path)': " + (folders?.summary ?? "its content was \(digest.short), and is \(now.short)"),
                files: folders?.names ?? [])
        }
    }
}
