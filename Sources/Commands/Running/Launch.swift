internal import ContentHash
internal import ContentStore
internal import Execution
internal import LocalExecutor
internal import PipelineKit
internal import Processes
internal import Registry
internal import Terminal

/// A run from its first record to its last, with signals taken in and the view kept up to date.
struct Launch: Sendable {
    let session: Session
    /// The most steps that run at once.
    var jobs = Machine.cpus
    /// Whether the first failure ends all other steps.
    var failFast = false
    /// How long it may take; none sets no limit.
    var deadline: RunDeadline?
    /// Whether each step sees what it declares and nothing else.
    var isSandboxed = false
    /// Whether only warnings and errors are printed.
    var isQuiet = false
    /// Whether the report is printed as one JSON document, and nothing else on standard output.
    var isJSON = false
    /// What asks for the run where a schedule does.
    var schedule: ScheduledStart?
    /// Whether it begins only where no other run of the pipeline goes on.
    var isAlone = false
    /// Which run of a sweep it is; it tells no more of its steps than what goes wrong.
    var member: SweepMember?

    /// How a run ended, and the exit code that goes with it.
    struct Ending: Sendable {
        let report: RunReport
        let code: Int32
    }

    /// Runs what was asked for.
    /// - Throws: What keeps the run from being recorded.
    func run(_ request: RunRequest) async throws -> Ending {
        let sandbox = try await session.sandbox(for: request.project, isAsked: isSandboxed)
        // Until the end of the run, what it finds in the cache stays there.
        let use = try await session.use(request.store, isQuiet: isQuiet || isJSON)
        let presence = try Presence(in: request.store.root)
        defer { withExtendedLifetime((use, presence)) {} }
        let now = session.now
        let facts = RunFacts(request, session)
        let start = RunStart(
            id: RunID(milliseconds: Int64(now * 1000), random: .random(in: 0 ... .max)), pipeline: request.graph.name,
            parameters: request.parameters, command: ["pipeline"] + session.arguments, time: now,
            process: presence.process, schedule: schedule,
            facts: facts.immediate.merging(member?.facts ?? [:]) { $1 }, isAlone: isAlone)
        let view = RunView(session: session, graph: request.graph, isQuiet: isQuiet || isJSON, member: member)
        let executor = LocalExecutor(
            executable: session.image, environment: session.environment, secrets: request.secrets,
            sandbox: sandbox)
        let services = RunServices(
            preparer: request.preparer, store: request.store, journal: request.registry, cache: request.registry,
            executor: executor, observer: view, now: { Session.time() }, random: { .random(in: 0...1) },
            facts: { await facts.thorough() })
        let state = request.state(jobs: jobs, failFast: failFast)
        async let lossWarnings = seeToLostRuns(request, at: now)
        let signals = try InterruptSignals()
        defer { signals.end() }
        let interruption = Interruption(signals) {
            view.tell("cancelling: waiting for running steps to end; press Ctrl-C again to end at once")
        }
        let report = try await withThrowingTaskGroup(of: RunReport?.self) { group in
            group.addTask {
                try await Scheduler(services).run(
                    start, state: state, deadline: deadline, cancellation: { await interruption.first() })
            }
            group.addTask {
                await interruption.listen()
                return nil
            }
            group.addTask {
                await view.animate()
                return nil
            }
            defer { group.cancelAll() }
            while let finished = try await group.next() {
                if let finished { return finished }
            }
            throw CancellationError()
        }
        if isJSON { session.write(json: RunReportText.json(report)) } else { view.finish(report) }
        // All is recorded: whoever interrupts now need not wait until people have been told.
        signals.end()
        for warning in await lossWarnings { session.warn(warning) }
        if report.status != .cancelled { await Notifier(session, request).tell(report) }
        let failed = CommandFailure.Code.failed.rawValue
        switch report.status {
        case .succeeded: return Ending(report: report, code: 0)
        case .cancelled: return Ending(report: report, code: interruption.exitCode ?? failed)
        // As timeout(1) has it.
        case _ where report.isExpired: return Ending(report: report, code: interruption.exitCode ?? 124)
        default: return Ending(report: report, code: failed)
        }
    }

    /// Ends what goes on of runs that were lost, and tells whoever wants to know: at once, and not only when this run has ended.
    /// - Returns: What went wrong, in words.
    private func seeToLostRuns(_ request: RunRequest, at time: Double) async -> [String] {
        do { try await request.registry.markLostRuns(at: time) } catch { return ["noticing lost runs: \(error)"] }
        async let remains = Remains(registry: request.registry, store: request.store).end()
        async let untold = LossNotifier(session: session, project: request.project, registry: request.registry).tell()
        return await untold + remains
    }
}
