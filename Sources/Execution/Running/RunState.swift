public import ContentHash
public import PipelineKit

/// The state of every step in one run; decides what happens next and does none of it.
///
/// It is told what happened through ``handle(_:)`` and answers with what is to be done now. It knows no clock, no file
/// and no process.
public struct RunState: Sendable {
    /// What the scheduler should do now.
    public enum Action: Hashable, Sendable {
        /// Find out whether an earlier result can be used.
        case prepare(StepInstance, inputs: JSON)
        /// Run an attempt, counted from 1, with what was handed out.
        case start(StepInstance, attempt: Int, ResourcePool.Grant)
        /// Come back after a pause, for the attempt with this number failed as the message says.
        case pause(StepInstance, attempt: Int, message: String)
        /// End what is done for a step: a preparation, an attempt, a pause.
        case cancel(StepInstance)
        /// Record how a step ended that was neither found nor attempted.
        case settle(StepInstance, StepEnding)
        /// Nothing is left to do.
        case finish
    }

    /// What happened.
    public enum Event: Sendable {
        /// An earlier result was found; or none, so the step has to run; or it cannot even be looked for.
        case found(StepInstance, outputs: JSON)
        case missed(StepInstance)
        case unprepared(StepInstance, FailureKind, message: String)
        /// An attempt ended, and so many seconds ago the first one at the step began.
        case ended(StepInstance, StepEnding, sinceFirst: Double = 0)
        /// The pause before another attempt is over.
        case resumed(StepInstance)
        /// Nothing more is to be started, and what runs is to be ended.
        case cancelled
        /// The same, because the run's deadline passed.
        case expired(RunDeadline)
    }

    /// Where a step stands on its way.
    enum Phase: Equatable { case pending, preparing, ready, running, pausing, ended }

    private let steps: [String: GraphStep]
    private let positions: [String: Int]
    private let selection: Selection
    private let failFast: Bool
    private var nodes: RunGraph
    private var pool: ResourcePool
    private var queue = WaitingLine<StepInstance>()
    private var isQueueInOrder = true
    /// How many steps it is not known of yet whether they have to run.
    private var preparing = 0
    private var phases: [StepInstance: Phase] = [:]
    private var attempts: [StepInstance: Int] = [:]
    private var grants: [StepInstance: ResourcePool.Grant] = [:]
    /// How often memory ran out while a step ran.
    private var shortages: [StepInstance: Int] = [:]
    private var active = 0
    /// How steps end that are not done when the run is cut short; none while it goes on.
    private var cutShort: StepEnding?
    private var isFinished = false

    /// How each step that has ended did so.
    public private(set) var endings: [StepInstance: StepEnding] = [:]
    /// The values that are known.
    public var values: ValueResolver { nodes.values }
    /// The steps so far; those of a map once its items are known.
    ///
    /// A step of a map that has no items, or is not gone over, is there once and without a number.
    public var instances: [StepInstance] { nodes.instances }

    /// Whether nothing more is to be started.
    var isCancelled: Bool { cutShort != nil }

    /// The number of attempts at a step so far.
    func attempt(of instance: StepInstance) -> Int { attempts[instance] ?? 0 }

    public init(
        graph: Graph, parameters: [String: JSON], pool: ResourcePool, selection: Selection = .everything,
        failFast: Bool = false
    ) {
        steps = Dictionary(graph.steps.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        positions = Dictionary(
            graph.steps.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        self.pool = pool
        self.selection = selection
        self.failFast = failFast
        nodes = RunGraph(graph: graph, parameters: parameters)
    }

    /// Returns what to do first.
    public mutating func start() -> [Action] { proceed() }

    /// Takes in what happened and returns what to do now.
    public mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .found(let instance, let outputs):
            active -= 1
            preparing -= 1
            return settle(instance, .cached(outputs: outputs), isNews: false) + proceed()
        case .missed(let instance):
            active -= 1
            preparing -= 1
            return missed(instance) + proceed()
        case .unprepared(let instance, let kind, let message):
            active -= 1
            preparing -= 1
            return settle(instance, cutShort ?? .failed(kind, message: message)) + proceed()
        case .ended(let instance, let ending, let seconds):
            return ended(instance, ending, sinceFirst: seconds) + proceed()
        case .resumed(let instance):
            active -= 1
            if let ending = cutShort { return settle(instance, ending) + proceed() }
            enqueue(instance)
            return proceed()
        case .cancelled: return cancel(.cancelled) + proceed()
        case .expired(let deadline):
            let message = "the run's deadline of \(deadline.text) passed before it was done"
            return cancel(.failed(.deadline, message: message)) + proceed()
        }
    }

    private mutating func missed(_ instance: StepInstance) -> [Action] {
        if let ending = cutShort { return settle(instance, ending) }
        if selection.mode(of: instance.step) == .cacheOnly {
            let message =
                "it was not selected, and the cache has no result for its inputs; run without --only and --from"
            return settle(instance, .failed(.infrastructure, message: message))
        }
        let asked = resources(of: instance)
        guard asked.gpus <= pool.capacity.gpus else {
            let message = "it asks for \(asked.gpus) gpus, and this machine has \(pool.capacity.gpus)"
            return settle(instance, .failed(.infrastructure, message: message))
        }
        enqueue(instance)
        return []
    }

    private mutating func ended(
        _ instance: StepInstance, _ ending: StepEnding, sinceFirst seconds: Double
    ) -> [Action] {
        active -= 1
        if let grant = grants.removeValue(forKey: instance) { pool.give(back: grant) }
        if case .failed(let kind, let message) = ending, !isCancelled, let step = steps[instance.step] {
            let attempt = attempts[instance] ?? 1
            if kind == .outOfMemory { shortages[instance, default: 0] += 1 }
            let retry = step.options.retry
            if attempt < retry.attempts, retry.covers(kind) {
                if let within = retry.within, retry.isOver(after: attempt, seconds: seconds) {
                    let reason = "another attempt would begin more than \(within) s after the first"
                    let end = StepEnding.failed(kind, message: "\(message); it is not tried again, as \(reason)")
                    return settle(instance, end, isNews: false)
                }
                phases[instance] = .pausing
                active += 1
                return [.pause(instance, attempt: attempt, message: message)]
            }
        }
        return settle(instance, ending == .cancelled ? cutShort ?? ending : ending, isNews: false)
    }

    private mutating func cancel(_ ending: StepEnding) -> [Action] {
        guard !isCancelled else { return [] }
        cutShort = ending
        var actions: [Action] = []
        for instance in queue.removeAll() { actions += settle(instance, ending) }
        let busy = phases.filter { [.preparing, .running, .pausing].contains($0.value) }.keys.sorted()
        return actions + busy.map(Action.cancel)
    }

    /// Notes how a step ended and what follows from it for others.
    private mutating func settle(_ instance: StepInstance, _ ending: StepEnding, isNews: Bool = true) -> [Action] {
        phases[instance] = .ended
        endings[instance] = ending
        nodes.end(instance, ending)
        var actions: [Action] = isNews ? [.settle(instance, ending)] : []
        if case .failed = ending, failFast { actions += cancel(.cancelled) }
        return actions
    }

    /// Moves on everything that can move.
    private mutating func proceed() -> [Action] {
        var actions: [Action] = []
        while let (instance, verdict) = nodes.next() {
            phases[instance] = .preparing
            switch verdict {
            case _ where selection.mode(of: instance.step) == .leaveOut:
                actions += settle(instance, .skipped(reason: "not selected"))
            case .skip(let reason): actions += settle(instance, .skipped(reason: reason))
            case .blocked(let step): actions += settle(instance, .upstreamFailed(step: step))
            case .wrong(let message): actions += settle(instance, .failed(.condition, message: message))
            case .cancelled: actions += settle(instance, .cancelled)
            case .ready(let inputs):
                if let ending = cutShort {
                    actions += settle(instance, ending)
                    continue
                }
                active += 1
                preparing += 1
                actions.append(.prepare(instance, inputs: inputs))
            }
        }
        actions += startWhatFits()
        if active == 0, queue.isEmpty, !isFinished {
            isFinished = true
            actions.append(.finish)
        }
        return actions
    }

    /// Starts steps in the order in which they became ready; one that does not fit now lets smaller ones pass.
    private mutating func startWhatFits() -> [Action] {
        guard pool.hasFreeJob, !queue.isEmpty else { return [] }
        if pool.jobs == 1 {
            // One at a time means in the order of the declaration, and not in that in which keys happen to be made.
            guard preparing == 0 else { return [] }
            if !isQueueInOrder { queue.sort { (positions[$0.step] ?? 0, $0) < (positions[$1.step] ?? 0, $1) } }
            isQueueInOrder = true
        }
        var started: [(StepInstance, ResourcePool.Grant)] = []
        var line = queue
        queue = WaitingLine()
        line.offer { instance in
            guard pool.hasFreeJob else { return .stop }
            guard let grant = pool.take(resources(of: instance)) else { return .leave }
            started.append((instance, grant))
            return .take
        }
        queue = line
        return started.map { instance, grant in
            let attempt = (attempts[instance] ?? 0) + 1
            attempts[instance] = attempt
            grants[instance] = grant
            phases[instance] = .running
            active += 1
            return .start(instance, attempt: attempt, grant)
        }
    }

    private mutating func enqueue(_ instance: StepInstance) {
        phases[instance] = .ready
        queue.append(instance)
        isQueueInOrder = false
    }

    /// What a step asks for: after each time that memory ran out twice as much of it, or all where it never said how much.
    private func resources(of instance: StepInstance) -> Resources {
        var asked = steps[instance.step]?.options.resources ?? Resources()
        asked.gpus = max(asked.gpus, min(asked.optionalGPUs, pool.capacity.gpus))
        guard let shortages = shortages[instance] else { return asked }
        let most = pool.capacity.memory
        if asked.memory == .zero { asked.memory = most }
        for _ in 0..<shortages where asked.memory < most { asked.memory = .bytes(asked.memory.bytes * 2) }
        return asked
    }
}
