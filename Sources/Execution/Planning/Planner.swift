public import ContentHash
internal import PipelineKit

/// What a run would do with a step.
public struct PlannedStep: Sendable {
    /// The decision, as far as it can be made without running anything.
    public enum Decision: Sendable {
        /// An earlier result would be used, which took so many seconds to make.
        case cached(seconds: Double)
        /// It would run, because of these changes where its key changed.
        case run([KeyDifference])
        case skipped
        /// It depends on what another step makes.
        case undecided(after: String)
        /// It could not run.
        case impossible
    }

    /// The step as it is shown: `train`, `fold_train[2]`, or `fold_train[*]` where the items are not known.
    public let name: String
    public let decision: Decision
    /// The reason in words.
    public let reason: String
    /// The digest of its action key, where it would run: the same work in several runs has the same.
    public var key: Digest?
}

/// Finds out what a run would do, without running anything.
public struct Planner: Sendable {
    private let preparer: Preparer

    public init(_ preparer: Preparer) { self.preparer = preparer }

    /// Plans a run.
    ///
    /// A step that would run is treated as one whose output is not known, so whatever needs it stays undecided.
    public func plan(_ state: RunState) async -> [PlannedStep] {
        var state = state
        var planned: [StepInstance: PlannedStep] = [:]
        var causes: [StepInstance: (key: ActionKey, prepared: Prepared)] = [:]
        var actions = state.start()
        while !actions.isEmpty {
            var next: [RunState.Action] = []
            for action in actions {
                switch action {
                case .prepare(let instance, let inputs):
                    switch await preparer.prepare(instance, inputs: inputs, repairs: false) {
                    case .hit(_, let result):
                        planned[instance] = PlannedStep(
                            name: "\(instance)", decision: .cached(seconds: result.seconds), reason: "unchanged")
                        next += state.handle(.found(instance, outputs: result.outputs))
                    case .miss(let key, let prepared):
                        causes[instance] = (key, prepared)
                        next += state.handle(.missed(instance))
                    case .failure(let kind, let message):
                        next += state.handle(.unprepared(instance, kind, message: message))
                    case .cancelled: next += state.handle(.cancelled) + state.handle(.missed(instance))
                    }
                case .start(let instance, _, _):
                    let cause = causes[instance]
                    planned[instance] = PlannedStep(
                        name: "\(instance)", decision: .run(cause?.prepared.differences ?? []),
                        reason: cause?.prepared.reason ?? "", key: cause?.key.digest)
                    next += state.handle(.ended(instance, .upstreamFailed(step: "\(instance)")))
                case .settle(let instance, let ending): planned[instance] = settled(instance, ending)
                case .pause(let instance, _, _): next += state.handle(.resumed(instance))
                case .cancel, .finish: continue
                }
            }
            actions = next
        }
        return inOrder(planned, state)
    }

    private func settled(_ instance: StepInstance, _ ending: StepEnding) -> PlannedStep {
        let name = name(of: instance)
        switch ending {
        case .upstreamFailed(let step):
            return PlannedStep(name: name, decision: .undecided(after: step), reason: "depends on what `\(step)` makes")
        case .failed(_, let message): return PlannedStep(name: name, decision: .impossible, reason: message)
        default: return PlannedStep(name: name, decision: .skipped, reason: ending.message ?? "")
        }
    }

    /// The name of a step, which stands for all its copies where the items of a map around it are not known.
    private func name(of instance: StepInstance) -> String {
        let depth = preparer.declaration.graph.step(instance.step)?.maps.count ?? 0
        return "\(instance)" + String(repeating: "[*]", count: depth - instance.indices.count)
    }

    private func inOrder(_ planned: [StepInstance: PlannedStep], _ state: RunState) -> [PlannedStep] {
        let byStep = Dictionary(grouping: state.instances, by: \.step)
        return preparer.declaration.graph.steps.flatMap { step in
            (byStep[step.name] ?? []).sorted().compactMap { planned[$0] }
        }
    }
}
