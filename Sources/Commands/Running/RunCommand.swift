internal import Arguments
internal import ContentHash
internal import Execution
internal import LocalExecutor
internal import PipelineKit
internal import Processes

/// `pipeline run`: runs what is not done yet.
struct RunCommand: Sendable {
    let session: Session

    static let jobs = CommandParameter.option(
        "jobs", short: "j", .integer("N", in: 1...),
        help: "run at most N steps at once (default: one for each processor)")
    static let failFast = CommandParameter.flag(
        "fail-fast", help: "when a step fails, end all others instead of finishing what does not depend on it")
    static let quiet = CommandParameter.flag("quiet", short: "q", help: "print warnings and errors only")

    var command: Command {
        Command(
            "run", summary: "Run what is not done yet.",
            discussion: """
                Every step whose inputs, code and environment are what they were takes its earlier result from the cache. \
                A step that fails stops what depends on it; the rest goes on. Run again to go on where it failed.
                """,
            examples: [
                .init("pipeline run road_sign"),
                .init("pipeline run road_sign --set images=~/GTSRB --set epochs=10"),
                .init("pipeline run road_sign --only evaluate --force evaluate", "runs one step again"),
            ],
            parameters: RunOptions.all + [Self.jobs, Self.failFast, Self.quiet],
            exclusions: [["force", "force-all"], ["only", "from"], ["only", "to"]],
            action: { try await run($0) })
    }

    private func run(_ values: ParsedValues) async throws -> Int32 {
        let request = try await RunRequest(values, session)
        let now = session.now
        let start = RunStart(
            id: RunID(milliseconds: Int64(now * 1000), random: .random(in: 0 ... .max)), pipeline: request.graph.name,
            parameters: request.parameters, command: ["pipeline"] + session.arguments, time: now,
            process: ProcessIdentity.current.map { "\($0)" } ?? "")
        let isQuiet = values[Self.quiet] || values[GlobalOptions.json]
        let view = RunView(session: session, graph: request.graph, isQuiet: isQuiet)
        let executor = LocalExecutor(executable: session.image, environment: session.environment)
        let services = RunServices(
            preparer: request.preparer, store: request.store, journal: request.registry, cache: request.registry,
            executor: executor, observer: view, now: { Session.time() }, random: { .random(in: 0...1) })
        let state = request.state(jobs: values[Self.jobs] ?? Machine.cpus, failFast: values[Self.failFast])
        let signals = try InterruptSignals()
        defer { signals.end() }
        view.begin(start)
        let interruption = Interruption(signals: signals, view: view)
        let report = try await withThrowingTaskGroup(of: RunReport?.self) { group in
            group.addTask {
                try await Scheduler(services).run(start, state: state, cancellation: { await interruption.first() })
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
        if values[GlobalOptions.json] { session.write(json: RunReportText.json(report)) } else { view.finish(report) }
        switch report.status {
        case .succeeded: return 0
        case .cancelled: return interruption.exitCode
        default: return 1
        }
    }
}
