internal import ContentHash
internal import ContentStore
internal import PipelineKit

/// Whether what a step read is still what it was when the key was made.
struct InputCheck: Sendable {
    /// What was read, by the property that read it.
    private(set) var artifacts: [ResultArtifact] = []
    /// What changed meanwhile, in words that something can follow from.
    private(set) var changes: [String] = []

    /// Looks at each artifact that counts for the key.
    /// - Throws: Where the step wrote into the store, whose content others rely on.
    init(_ inputs: JSON, _ store: ContentStore, _ files: ReadFiles) throws(OutputError) {
        for (name, artifact) in inputs.withoutUnkeyed.artifacts {
            guard let digest = artifact.digest else { continue }
            let label = Self.label(name)
            if let path = artifact.path {
                try check(path, artifact.form, digest, label, store, isUntouched: files.isUntouched(path))
            } else {
                try check(artifact.form, digest, label, store)
            }
        }
    }

    /// The way to an input as the key names it: `arguments[0].file`.
    private static func label(_ path: String) -> String {
        path.split(separator: ".").filter { $0 != Wire.value }.reduce(into: "") { label, part in
            if part.allSatisfy(\.isNumber) { label += "[\(part)]" } else { label += label.isEmpty ? part : ".\(part)" }
        }
    }

    /// Looks at something outside of the store.
    private mutating func check(
        _ path: String, _ form: ArtifactForm, _ digest: Digest, _ label: String, _ store: ContentStore,
        isUntouched: Bool
    ) throws(OutputError) {
        do throws(ContentError) {
            let now = try store.digest(of: path, form: ContentForm(form))
            if now.digest == digest, isUntouched {
                artifacts.append(ResultArtifact(name: label, form: form, digest: digest, size: now.size))
                return
            }
        } catch {
            switch error {
            case .missing, .wrongForm, .changing: break
            default: throw OutputError(kind: FailureKind(error), "its input '\(label)': \(error)")
            }
        }
        changes.append("its input '\(label)' ('\(path)') changed while it ran")
    }

    /// Looks at an object of the store.
    private mutating func check(
        _ form: ArtifactForm, _ digest: Digest, _ label: String, _ store: ContentStore
    ) throws(OutputError) {
        do throws(ContentError) {
            switch try store.condition(of: digest, form: ContentForm(form)) {
            case .intact:
                let size = try store.size(of: digest, form: ContentForm(form))
                return artifacts.append(ResultArtifact(name: label, form: form, digest: digest, size: size))
            case .missing: break
            case .damaged: try store.quarantine(digest, form: ContentForm(form))
            }
        } catch {
            throw OutputError(kind: FailureKind(error), "its input '\(label)': \(error)")
        }
        throw OutputError(
            kind: .inputChanged,
            "its input '\(label)' was changed in the store while it ran; inputs are only for reading, "
                + "so let the step copy what it changes")
    }
}

extension JSON {
    /// The properties of a step without the values that do not count for its key.
    var withoutUnkeyed: JSON { replacing { $0[Wire.unkeyed] == nil ? nil : [Wire.unkeyed: true] } }
}
