internal import ContentHash
internal import PipelineKit

/// What is known of a run while it goes on, and how each decision is performed and each piece of news taken in.
struct RunLoop {
    /// What a child task found out or did.
    enum News: Sendable {
        case prepared(StepInstance, Preparation)
        case attempted(StepInstance, Attempt.End)
        case resumed(StepInstance)
        case cancelled
        case expired(RunDeadline)
        case none
    }

    /// What is known of a step between its preparation and its end.
    private struct Open {
        var inputs: JSON
        var work: (key: ActionKey, prepared: Prepared)?
        /// When the first attempt began, where one has failed.
        var began: Double?
    }

    private let services: RunServices
    private let run: RunStart
    private let steps: [String: GraphStep]
    private let positions: [String: Int]
    private var state: RunState
    private var open: [StepInstance: Open] = [:]
    private var reports: [StepReport] = []
    private var warnings: [String] = []
    private var isCancelled = false

    /// Whether nothing is left to do.
    private(set) var isFinished = false
    /// Why the run can't be recorded, and so can't go on.
    private(set) var problem: (any Error)?

    init(_ services: RunServices, _ run: RunStart, _ state: RunState) {
        self.services = services
        self.run = run
        self.state = state
        let graph = services.preparer.declaration.graph
        steps = Dictionary(graph.steps.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        positions = Dictionary(
            graph.steps.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func begin(in group: inout TaskGroup<News>) async { await perform(state.start(), in: &group) }

    /// Takes in what happened, and does what follows from it.
    mutating func take(_ news: News, in group: inout TaskGroup<News>) async {
        switch news {
        case .prepared(let instance, let preparation): await prepared(instance, preparation, in: &group)
        case .attempted(let instance, let end): await attempted(instance, end, in: &group)
        case .resumed(let instance): await handle(.resumed(instance), in: &group)
        case .cancelled: await cancel(in: &group)
        case .expired(let deadline): await expire(deadline, in: &group)
        case .none: break
        }
    }

    private mutating func handle(_ event: RunState.Event, in group: inout TaskGroup<News>) async {
        await perform(state.handle(event), in: &group)
    }

    private mutating func cancel(in group: inout TaskGroup<News>) async {
        isCancelled = true
        await handle(.cancelled, in: &group)
    }

    private mutating func expire(_ deadline: RunDeadline, in group: inout TaskGroup<News>) async {
        if !state.isCancelled { services.observer.observe(.expired(deadline)) }
        await handle(.expired(deadline), in: &group)
    }

    // MARK: - News

    private mutating func prepared(
        _ instance: StepInstance, _ preparation: Preparation, in group: inout TaskGroup<News>
    ) async {
        switch preparation {
        case .hit(let key, let result):
            let report = StepReport(
                instance: instance, ending: .cached(outputs: result.outputs), reason: "", seconds: result.seconds,
                attempts: 0, models: result.models)
            await add(report, key, in: &group)
            await handle(.found(instance, outputs: result.outputs), in: &group)
        case .miss(let key, let prepared):
            open[instance]?.work = (key, prepared)
            if let warning = prepared.warning { warn(warning) }
            await handle(.missed(instance), in: &group)
        case .failure(let kind, let message):
            await handle(.unprepared(instance, kind, message: message), in: &group)
        case .cancelled:
            if !state.isCancelled { await cancel(in: &group) }
            await handle(.unprepared(instance, .infrastructure, message: "cancelled"), in: &group)
        }
    }

    private mutating func attempted(
        _ instance: StepInstance, _ end: Attempt.End, in group: inout TaskGroup<News>
    ) async {
        for warning in end.warnings { warn("\(instance): \(warning)") }
        if let problem = end.problem { await stop(problem, in: &group) }
        // Whoever runs the scheduler was cancelled itself, and with it every attempt.
        if end.ending == .cancelled, !state.isCancelled { await cancel(in: &group) }
        let actions = state.handle(.ended(instance, end.ending, sinceFirst: secondsSinceFirst(instance, end)))
        if let ending = state.endings[instance] {
            let work = open.removeValue(forKey: instance)?.work
            let report = StepReport(
                instance: instance, ending: ending, reason: end.reason ?? ending.message ?? work?.prepared.reason ?? "",
                seconds: end.seconds, attempts: state.attempt(of: instance), models: end.models,
                promotions: end.promotions)
            // An attempt does not know why it was cancelled, nor that it was the last.
            await add(report, work?.key, isRecorded: end.isRecorded && ending == end.ending, in: &group)
        }
        await perform(actions, in: &group)
    }

    /// How long ago the first attempt at a step began, now that one has ended.
    private mutating func secondsSinceFirst(_ instance: StepInstance, _ end: Attempt.End) -> Double {
        let now = services.uptime()
        let began = open[instance]?.began ?? now - end.seconds
        open[instance]?.began = began
        return now - began
    }

    /// Reports how a step ended, and records it unless the attempt itself did.
    private mutating func add(
        _ report: StepReport, _ key: ActionKey?, isRecorded: Bool = false, in group: inout TaskGroup<News>
    ) async {
        reports.append(report)
        OutputLinks(services).make(for: report, in: run.id)
        services.observer.observe(.ended(report))
        guard !isRecorded, problem == nil else { return }
        let record = StepRecord(
            instance: report.instance, position: positions[report.instance.step] ?? 0, status: report.ending.status,
            reason: report.reason, failure: report.ending.failure, key: key?.digest, seconds: report.seconds,
            attempts: report.attempts, time: services.now())
        do { try await services.journal.note([record], in: run.id) } catch { await stop(error, in: &group) }
    }

    private mutating func warn(_ text: String) {
        warnings.append(text)
        services.observer.observe(.warning(text))
    }

    /// The record of a run that cannot be written ends it.
    private mutating func stop(_ error: any Error, in group: inout TaskGroup<News>) async {
        guard problem == nil else { return }
        problem = error
        await handle(.cancelled, in: &group)
    }

    // MARK: - Actions

    private mutating func perform(_ actions: [RunState.Action], in group: inout TaskGroup<News>) async {
        for action in actions {
            switch action {
            case .prepare(let instance, let inputs):
                open[instance] = Open(inputs: inputs)
                let preparer = services.preparer
                group.addTask { .prepared(instance, await preparer.prepare(instance, inputs: inputs)) }
            case .start(let instance, let number, let grant): start(instance, number, grant, in: &group)
            case .pause(let instance, let attempt, let message): pause(instance, attempt, message, in: &group)
            case .cancel: group.cancelAll()
            case .settle(let instance, let ending):
                let work = open.removeValue(forKey: instance)?.work
                let report = StepReport(
                    instance: instance, ending: ending, reason: ending.message ?? "", seconds: 0,
                    attempts: state.attempt(of: instance), models: [])
                await add(report, work?.key, in: &group)
            case .finish: isFinished = true
            }
        }
    }

    private func start(
        _ instance: StepInstance, _ number: Int, _ grant: ResourcePool.Grant, in group: inout TaskGroup<News>
    ) {
        // An action that was decided before the journal failed.
        guard problem == nil, let opened = open[instance], let (key, prepared) = opened.work,
            let step = steps[instance.step]
        else {
            group.addTask { .attempted(instance, Attempt.End(ending: .cancelled)) }
            return
        }
        let attempt = Attempt(
            services: services, run: run, instance: instance, position: positions[instance.step] ?? 0, number: number,
            inputs: opened.inputs, step: step, key: key, prepared: prepared, grant: grant)
        services.observer.observe(.started(instance, attempt: number, reason: prepared.reason))
        group.addTask { .attempted(instance, await attempt.perform()) }
    }

    private func pause(
        _ instance: StepInstance, _ attempt: Int, _ message: String, in group: inout TaskGroup<News>
    ) {
        let retry = steps[instance.step]?.options.retry ?? .none
        let seconds = retry.pause(after: attempt, random: services.random())
        services.observer.observe(.retrying(instance, attempt: attempt, pause: seconds, message: message))
        let pause = services.pause
        group.addTask {
            // A pause that is cut short is over.
            try? await pause(seconds)
            return .resumed(instance)
        }
    }

    // MARK: - The end

    /// What was done, with the steps in the order of the declaration.
    func report(seconds: Double) -> RunReport {
        let sorted = reports.sorted { left, right in
            let (first, second) = (positions[left.instance.step] ?? 0, positions[right.instance.step] ?? 0)
            return first != second ? first < second : left.instance < right.instance
        }
        return RunReport(
            run: run.id, pipeline: run.pipeline, status: status, seconds: seconds, steps: sorted, warnings: warnings)
    }

    private var status: RunStatus {
        let wasCutShort = reports.contains { $0.ending == .cancelled }
        if isCancelled, wasCutShort { return .cancelled }
        // With --fail-fast steps are cancelled, too: because one failed.
        if problem != nil || reports.contains(where: { $0.ending.failure != nil }) { return .failed }
        return wasCutShort ? .cancelled : .succeeded
    }
}
