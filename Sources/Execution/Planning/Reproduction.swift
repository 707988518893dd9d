internal import ContentHash
internal import ContentStore
internal import FileSystem
internal import PipelineKit

/// Finds out, step by step, how much of an earlier run can still be had.
///
/// Each step is looked at with what it read then, whatever the steps before it would make now: so a difference is told of
/// the step that it is in, and not of all that follow.
public struct Reproduction: Sendable {
    private let preparer: Preparer
    private let run: RunID
    private let recorded: [StepInstance: RecordedStep]
    private let isComplete: Bool

    /// Prepares to look at a run.
    /// - Parameters:
    ///   - preparer: Makes the keys of today.
    ///   - run: The run.
    ///   - recorded: Its steps.
    ///   - isComplete: Whether every step is recorded; not so where the run was killed.
    public init(
        _ preparer: Preparer, of run: RunID, recorded: [StepInstance: RecordedStep], isComplete: Bool = true
    ) {
        self.preparer = preparer
        self.run = run
        self.recorded = recorded
        self.isComplete = isComplete
    }

    /// Looks at every step.
    /// - Parameter state: Every step as pending, with the parameters of the run as they are recorded.
    /// - Returns: The steps in the order of the declaration, then those that the pipeline does not have any more.
    public func steps(_ state: RunState) async -> [ReproducibleStep] {
        var state = state
        var found: [StepInstance: ReproducibleStep] = [:]
        /// Contents that a step makes, and whether they can be had.
        var contents: [Digest: Bool] = [:]
        var actions = state.start()
        while !actions.isEmpty {
            var next: [RunState.Action] = []
            for action in actions {
                switch action {
                case .prepare(let instance, let inputs):
                    let step = await look(at: instance, inputs, contents)
                    found[instance] = step
                    if let outputs = recorded[instance]?.outputs {
                        for (_, artifact) in outputs.artifacts {
                            if let digest = artifact.digest {
                                contents[digest] = step.isReproducible || isKept(artifact)
                            }
                        }
                        next += state.handle(.found(instance, outputs: outputs))
                    } else {
                        next += state.handle(.missed(instance))
                    }
                case .start(let instance, _, _):
                    next += state.handle(.ended(instance, .upstreamFailed(step: "\(instance)")))
                case .settle(let instance, let ending):
                    if found[instance] == nil { found[instance] = settled(instance, ending) }
                case .pause(let instance, _, _): next += state.handle(.resumed(instance))
                case .cancel, .finish: continue
                }
            }
            actions = next
        }
        return inOrder(found, state)
    }

    // MARK: - One step

    private func look(
        at instance: StepInstance, _ inputs: JSON, _ contents: [Digest: Bool]
    ) async -> ReproducibleStep {
        func answer(_ finding: ReproducibleStep.Finding, _ reason: String) -> ReproducibleStep {
            ReproducibleStep(name: "\(instance)", finding: finding, reason: reason)
        }
        guard let step = preparer.declaration.graph.step(instance.step) else { return answer(.impossible, "") }
        guard let then = recorded[instance] else {
            guard isComplete else { return answer(.idle, "the run did not get to it") }
            return answer(.changed([], isResultKept: false), "the pipeline did not have it then")
        }
        guard let old = then.key else {
            return then.status == .skipped
                ? answer(.changed([], isResultKept: false), "it was skipped then, and would run now")
                : answer(.idle, "it did not run then")
        }
        do {
            let (key, _) = try await preparer.key(of: step, inputs: inputs)
            let isResultKept = try await isResultKept(old)
            guard key.digest == old else {
                let differences = try await differences(of: instance, key)
                let what = differences.isEmpty ? "its key is another one" : Self.text(differences)
                return answer(
                    .changed(differences, isResultKept: isResultKept),
                    isResultKept ? "\(what); the result of then is still kept" : what)
            }
            if isResultKept { return answer(.kept, "the result is still there") }
            if let obstacle = try await obstacle(in: inputs, contents) { return answer(.impossible, obstacle) }
            return answer(
                .repeatable,
                then.outputs == nil ? "it would be tried again: it made no result then" : "it would run again")
        } catch {
            return answer(.impossible, "\(error)")
        }
    }

    private func differences(of instance: StepInstance, _ key: ActionKey) async throws -> [KeyDifference] {
        let cache = preparer.cache
        let pipeline = preparer.declaration.graph.name
        guard let old = try await cache.components(of: "\(instance)", pipeline: pipeline, in: run) else { return [] }
        let known = preparer.declaration.body(of: instance.step)?.codeDigest
        return try await KeyDifference.between(old, key.components, store: preparer.store) { digest in
            if let known, known.digest == digest { return known.declarations }
            return try await cache.declarations(ofCode: digest)
        }
    }

    private static func text(_ differences: [KeyDifference]) -> String {
        differences.map(\.description).joined(separator: "; ")
    }

    private func isResultKept(_ key: Digest) async throws -> Bool {
        guard let result = try await preparer.cache.result(for: key) else { return false }
        return try await preparer.loss(of: result, repairs: false) == nil
    }

    private func isKept(_ artifact: ArtifactReference) -> Bool {
        guard let digest = artifact.digest else { return false }
        return (try? preparer.store.condition(of: digest, form: ContentForm(artifact.form))) == .intact
    }

    /// Says what of the things that a step reads is not there any more, or is not what it was.
    private func obstacle(in inputs: JSON, _ contents: [Digest: Bool]) async throws -> String? {
        for (_, artifact) in inputs.withoutUnkeyed.artifacts {
            guard let digest = artifact.digest else { continue }
            guard let path = artifact.path else {
                if contents[digest] ?? isKept(artifact) { continue }
                return "what it read, \(digest.short), is gone and can't be made again"
            }
            guard (try? FileStatus(of: path)) != nil else { return "'\(path)', which it read, is gone" }
            let store = preparer.store
            let now = await Blocking.run { try? store.digest(of: path, form: ContentForm(artifact.form)).digest }
            if now != digest { return "'\(path)', which it read, is not what it was" }
        }
        for (_, artifact) in inputs.artifacts {
            guard let path = artifact.path, (try? FileStatus(of: path)) == nil else { continue }
            return "'\(path)', which it read, is gone"
        }
        return nil
    }

    private func settled(_ instance: StepInstance, _ ending: StepEnding) -> ReproducibleStep {
        let then = recorded[instance]
        func answer(_ finding: ReproducibleStep.Finding, _ reason: String) -> ReproducibleStep {
            ReproducibleStep(name: "\(instance)", finding: finding, reason: reason)
        }
        switch ending {
        case .skipped(let reason):
            if then == nil || then?.status == .skipped { return answer(.idle, "skipped: \(reason)") }
            return answer(.changed([], isResultKept: false), "it would be skipped now: \(reason)")
        case .failed(_, let message): return answer(.impossible, message)
        case .upstreamFailed(let step):
            if then?.key == nil { return answer(.idle, "it did not run then") }
            return answer(.impossible, "it needs what `\(step)` made, which is not recorded any more")
        case .cancelled, .succeeded, .cached: return answer(.idle, "")
        }
    }

    // MARK: - All of them

    private func inOrder(_ found: [StepInstance: ReproducibleStep], _ state: RunState) -> [ReproducibleStep] {
        let byStep = Dictionary(grouping: state.instances, by: \.step)
        let steps = preparer.declaration.graph.steps.flatMap { step in
            (byStep[step.name] ?? []).sorted().compactMap { found[$0] }
        }
        let gone = recorded.filter { found[$0.key] == nil && $0.value.key != nil }.keys.sorted()
        return steps
            + gone.map { instance in
                ReproducibleStep(
                    name: "\(instance)", finding: .changed([], isResultKept: false),
                    reason: "the pipeline does not have it any more")
            }
    }
}
