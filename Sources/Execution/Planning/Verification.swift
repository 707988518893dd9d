internal import ContentHash
internal import ContentStore
internal import FileSystem
internal import PipelineKit

/// Runs the steps of a pipeline a second time, and compares what they make with the results that are kept.
///
/// Each step reads what it read when its result was made. Nothing of the second time is kept: no result, no metric, no
/// model, and no checkpoint is used or left.
public struct Verification: Sendable {
    private let preparer: Preparer
    private let executor: any Executor
    /// What the names of the folders begin with in which the steps work.
    private let scratch: String
    private let only: Set<String>
    private let starting: @Sendable (StepInstance) -> Void

    /// Prepares to verify.
    /// - Parameters:
    ///   - preparer: Makes the keys, and finds the results.
    ///   - executor: Runs the steps.
    ///   - scratch: What the names of the folders begin with in which the steps work, among the store's staging folders.
    ///   - only: The names of the steps to run again; empty for all. The others are taken from the cache.
    ///   - starting: Hears of each step that is run again.
    public init(
        _ preparer: Preparer, executor: any Executor, scratch: String, only: Set<String> = [],
        starting: @escaping @Sendable (StepInstance) -> Void = { _ in }
    ) {
        self.preparer = preparer
        self.executor = executor
        self.scratch = scratch
        self.only = only
        self.starting = starting
    }

    /// What a step's result was made of.
    private struct Work {
        let inputs: JSON
        let step: GraphStep
        let surroundings: Surroundings
        let result: StoredResult
    }

    /// Runs the steps, one after the other.
    /// - Parameter state: Every step as pending.
    /// - Returns: The steps in the order of the declaration, as far as they were got to when the task was cancelled.
    public func steps(_ state: RunState) async -> [VerifiedStep] {
        var state = state
        var found: [StepInstance: VerifiedStep.Finding] = [:]
        var work: [StepInstance: Work] = [:]
        var actions = state.start()
        while !actions.isEmpty, !Task.isCancelled {
            var next: [RunState.Action] = []
            for action in actions {
                switch action {
                case .prepare(let instance, let inputs):
                    switch await kept(of: instance, inputs) {
                    case .success(let kept) where only.isEmpty || only.contains(instance.step):
                        work[instance] = kept
                        next += state.handle(.missed(instance))
                    case .success(let kept): next += state.handle(.found(instance, outputs: kept.result.outputs))
                    case .failure(let reason):
                        found[instance] = .unknown(reason.text)
                        next += state.handle(.missed(instance))
                    }
                case .start(let instance, _, let grant):
                    var ending = StepEnding.upstreamFailed(step: "\(instance)")
                    if let work = work[instance] {
                        starting(instance)
                        found[instance] = await verify(instance, work, grant)
                        ending = .succeeded(outputs: work.result.outputs)
                    }
                    next += state.handle(.ended(instance, ending))
                case .settle(let instance, let ending): found[instance] = settled(ending)
                case .pause, .cancel, .finish: continue
                }
            }
            actions = next
        }
        return inOrder(found, state)
    }

    /// Why there is nothing to compare with.
    private struct Reason: Error { let text: String }

    private func kept(of instance: StepInstance, _ inputs: JSON) async -> Result<Work, Reason> {
        guard let step = preparer.declaration.graph.step(instance.step) else { return .failure(Reason(text: "")) }
        if step.options.cache == .never { return .failure(Reason(text: "its results are never cached")) }
        do {
            let (key, surroundings) = try await preparer.key(of: step, inputs: inputs)
            guard let result = try await preparer.cache.result(for: key.digest) else {
                return .failure(Reason(text: "it has no result with these inputs and this code"))
            }
            if let loss = try await preparer.loss(of: result, repairs: false) { return .failure(Reason(text: loss)) }
            return .success(Work(inputs: inputs, step: step, surroundings: surroundings, result: result))
        } catch {
            return .failure(Reason(text: "\(error)"))
        }
    }

    private func settled(_ ending: StepEnding) -> VerifiedStep.Finding {
        switch ending {
        case .skipped(let reason): .skipped(reason)
        case .upstreamFailed(let step): .unknown("it needs what `\(step)` makes")
        default: .unknown(ending.message ?? "")
        }
    }

    private func inOrder(_ found: [StepInstance: VerifiedStep.Finding], _ state: RunState) -> [VerifiedStep] {
        let byStep = Dictionary(grouping: state.instances, by: \.step)
        return preparer.declaration.graph.steps.flatMap { step in
            (byStep[step.name] ?? []).sorted().compactMap { instance in
                found[instance].map { VerifiedStep(name: "\(instance)", finding: $0) }
            }
        }
    }

    // MARK: - One step

    private func verify(
        _ instance: StepInstance, _ work: Work, _ grant: ResourcePool.Grant
    ) async -> VerifiedStep.Finding {
        let store = preparer.store
        let name = scratch + "\(instance)"
        do {
            let staging = try await Blocking.run { () throws(ContentError) in try store.makeStaging(name) }
            let job = job(work, grant, staging)
            let result = await executor.run(job, started: { _ in }, event: { _ in })
            let finding = await Blocking.run { compare(result.outcome, work, job) }
            await Blocking.run { try? store.removeStaging(name) }
            return finding
        } catch {
            return .failed("\(error)")
        }
    }

    private func job(_ work: Work, _ grant: ResourcePool.Grant, _ staging: String) -> StepJob {
        StepJob(
            pipeline: preparer.declaration.graph.name, step: work.step.name, inputs: preparer.store.placed(work.inputs),
            stagingFolder: staging, checkpointFolder: "\(staging)/checkpoints",
            pipelineFolder: preparer.context.pipelineFolder, log: "\(staging)/log", resources: grant.resources,
            gpus: grant.gpus, environment: work.surroundings.environment.compactMapValues { $0 },
            programs: work.surroundings.programs.mapValues(\.path), scripts: work.step.reads.scripts,
            network: work.step.reads.network, timeout: work.step.options.timeout,
            silentTimeout: work.step.options.silentTimeout)
    }

    private func compare(_ outcome: AttemptResult.Outcome, _ work: Work, _ job: StepJob) -> VerifiedStep.Finding {
        switch outcome {
        case .cancelled: return .unknown("it was cancelled")
        case .failure(_, let message): return .failed(message)
        case .output(let outputs):
            do {
                let made = try MadeOutputs(outputs, of: job, preparer.store)
                let differences = made.differences(from: work.result.outputs)
                return differences.isEmpty ? .same : .different(differences)
            } catch {
                return .failed("\(error)")
            }
        }
    }
}
