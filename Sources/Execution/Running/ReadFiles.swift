internal import ContentHash
internal import ContentStore
internal import PipelineKit

/// The files outside of the store that a step reads, as they were when it began.
struct ReadFiles: Sendable {
    /// Nothing for what could not be looked at.
    private let states: [String: ContentState?]

    /// Looks at them.
    /// - Parameters:
    ///   - inputs: The step's properties, with artifacts by content.
    ///   - tools: The paths of its scripts and programs.
    init(_ inputs: JSON, tools: [String]) {
        let inputs = inputs.withoutUnkeyed.artifacts.map(\.artifact).filter { $0.digest != nil }.compactMap(\.path)
        states = Dictionary((inputs + tools).map { ($0, try? ContentState(of: $0)) }) { first, _ in first }
    }

    /// The digest of their states; another process that looks gets the same, unless somebody wrote to one of them.
    var digest: Digest {
        var hash = TaggedHash(domain: "pipeline files read 1")
        for (path, state) in states.sorted(by: { $0.key < $1.key }) { hash.add(path, state?.digest.hex ?? "") }
        return hash.finish()
    }

    /// Whether nobody wrote to one of them since, not even what it contained before.
    func isUntouched(_ path: String) -> Bool {
        guard let state = states[path] else { return true }
        return state == (try? ContentState(of: path))
    }
}
