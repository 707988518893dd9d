import ContentHash
import ContentStore
import Execution
import FileSystem
import PipelineKit
import Synchronization

/// A store, a registry and an executor whose steps are closures of the test.
final class Workshop: Sendable {
    typealias Body = @Sendable (StepJob, @Sendable (StepEvent) -> Void) async throws -> JSON

    struct Stop: Error {
        let outcome: AttemptResult.Outcome
        /// Whether all that the attempt started has ended.
        var isOver = true
    }

    let folder: TemporaryFolder
    let store: ContentStore
    let registry: MemoryRegistry
    private let told = Mutex<[String]>([])
    private let attempts = Mutex<[String]>([])
    private let jobs = Mutex<[String: StepJob]>([:])
    private let pauses = Mutex<[Double]>([])

    init() throws {
        folder = try TemporaryFolder()
        store = try ContentStore(root: "\(folder.path)/artifacts")
        registry = MemoryRegistry()
        try Folders.create("\(folder.path)/pipeline")
        try Files.write("#!program", to: "\(folder.path)/program")
        try Files.setMode(0o755, of: "\(folder.path)/program")
    }

    /// What the observer was told but the steps' own words.
    var events: [String] { told.withLock { $0 } }
    /// The steps that were executed, in order.
    var executed: [String] { attempts.withLock { $0 } }
    var waited: [Double] { pauses.withLock { $0 } }
    func job(_ step: String) -> StepJob? { jobs.withLock { $0[step] } }

    /// Forgets what was executed and observed so far.
    func forget() {
        told.withLock { $0 = [] }
        attempts.withLock { $0 = [] }
    }

    /// The body that tests use where it does not matter: a file and a folder made of the inputs.
    static let makesAll: Body = { job, _ in
        let text = job.inputs["input"]?["$value"]?.text ?? ""
        try Files.write("file of \(text)", to: "\(job.outputFolder)/file")
        try Folders.create("\(job.outputFolder)/folder/in")
        try Files.write("x", to: "\(job.outputFolder)/folder/in/x")
        return [
            "value": 1, "error": 0.5, "flag": true, "list": [1, 2],
            "file": ["$artifact": "file", "path": .string("\(job.outputFolder)/file")],
            "folder": ["$artifact": "folder", "path": .string("\(job.outputFolder)/folder")],
        ]
    }

    func context(
        forced: Set<String> = [], environment: [String: String] = [:], time: Double = 1000
    ) -> PreparationContext {
        PreparationContext(
            pipelineFolder: "\(folder.path)/pipeline", executable: "\(folder.path)/program", environment: environment,
            platform: "test", forced: forced, time: time)
    }

    func preparer(_ declaration: Declaration, _ context: PreparationContext? = nil) -> Preparer {
        Preparer(declaration: declaration, store: store, cache: registry, context: context ?? self.context())
    }

    @discardableResult
    func run(
        _ pipeline: @escaping @Sendable (inout GraphBuilder) -> Void, parameters: [String: JSON] = [:],
        context: PreparationContext? = nil, jobs: Int = 4, failFast: Bool = false, deadline: RunDeadline? = nil,
        body: @escaping Body = makesAll, now: @escaping @Sendable () -> Double = { 1000 },
        uptime: @escaping @Sendable () -> Double = { 0 }, pause: @escaping @Sendable (Double) async -> Void = { _ in },
        facts: @escaping @Sendable () async -> [String: String] = { [:] },
        cancellation: @escaping @Sendable () async -> Bool = {
            await Gate().wait()
            return false
        },
        onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> RunReport {
        let declaration = try Sample(pipeline).declaration()
        let services = RunServices(
            preparer: preparer(declaration, context), store: store, journal: registry, cache: registry,
            executor: Stub(workshop: self, body: body),
            observer: Observer { [self] event in
                if let text = event.text { told.withLock { $0.append(text) } }
                onEvent(event)
            },
            now: now, uptime: uptime, random: { 0 }, facts: facts,
            pause: { [self] seconds in
                pauses.withLock { $0.append(seconds) }
                await pause(seconds)
            })
        let state = RunState(
            graph: declaration.graph, parameters: parameters,
            pool: ResourcePool(capacity: Resources(cpus: 4), jobs: jobs), failFast: failFast)
        let start = RunStart(
            id: RunID("r1"), pipeline: Sample.name, parameters: parameters, command: [], time: 0, process: "1:1:1")
        return try await Scheduler(services).run(
            start, state: state, deadline: deadline, cancellation: cancellation)
    }

    private struct Stub: Executor {
        let workshop: Workshop
        let body: Body

        func run(
            _ job: StepJob, started: @escaping @Sendable (ProcessText) async -> Void,
            event: @escaping @Sendable (StepEvent) -> Void
        ) async -> AttemptResult {
            workshop.attempts.withLock { $0.append(job.step) }
            workshop.jobs.withLock { $0[job.step] = job }
            await started("7:7:7")
            var outcome: AttemptResult.Outcome
            var isOver = true
            do { outcome = .output(try await body(job, event)) } catch let stop as Stop {
                (outcome, isOver) = (stop.outcome, stop.isOver)
            } catch {
                outcome = .failure(.infrastructure, "\(error)")
            }
            if Task.isCancelled { outcome = .cancelled }
            return AttemptResult(outcome: outcome, seconds: 2, cpuSeconds: 1, peakMemory: 1000, isOver: isOver)
        }
    }

    private struct Observer: RunObserver {
        let take: @Sendable (RunEvent) -> Void
        func observe(_ event: RunEvent) { take(event) }
    }
}

extension RunEvent {
    fileprivate var text: String? {
        switch self {
        case .started(let instance, let attempt, let reason): "started \(instance) \(attempt): \(reason)"
        case .waiting(let instance, _): "waiting \(instance)"
        case .began, .told: nil
        case .retrying(let instance, let attempt, let pause, let message):
            "retrying \(instance) after \(attempt) in \(pause): \(message)"
        case .expired(let deadline): "expired after \(deadline.text)"
        case .ended(let report): "ended \(report.instance) \(report.ending.status.rawValue): \(report.reason)"
        case .warning(let text): "warning: \(text)"
        }
    }
}

extension RunReport {
    /// How each step ended, in words.
    var endings: [String] { steps.map { "\($0.instance) \($0.ending.text)" } }
}
