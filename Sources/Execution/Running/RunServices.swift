public import ContentStore
internal import PipelineKit

/// What a run works with.
public struct RunServices: Sendable {
    public let preparer: Preparer
    public let store: ContentStore
    public let journal: any RunJournal
    public let cache: any ResultCache
    public let executor: any Executor
    public let observer: any RunObserver
    /// The time of day, in seconds since 1970.
    public let now: @Sendable () -> Double
    /// Seconds by a clock that nobody sets, from wherever it begins.
    public let uptime: @Sendable () -> Double
    /// Numbers from 0 to 1 for the jitter of pauses.
    public let random: @Sendable () -> Double
    /// Finds out about the run's surroundings what takes too long to find out before it begins.
    public let facts: @Sendable () async -> [String: String]
    /// Waits for a number of seconds.
    public let pause: @Sendable (Double) async throws -> Void

    public init(
        preparer: Preparer, store: ContentStore, journal: any RunJournal, cache: any ResultCache,
        executor: any Executor, observer: any RunObserver, now: @escaping @Sendable () -> Double,
        uptime: @escaping @Sendable () -> Double = RunServices.stopwatch(),
        random: @escaping @Sendable () -> Double,
        facts: @escaping @Sendable () async -> [String: String] = { [:] },
        pause: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.preparer = preparer
        self.store = store
        self.journal = journal
        self.cache = cache
        self.executor = executor
        self.observer = observer
        self.now = now
        self.uptime = uptime
        self.random = random
        self.facts = facts
        self.pause = pause
    }

    /// A clock that goes on while the machine sleeps, and begins now.
    public static func stopwatch() -> @Sendable () -> Double {
        let beginning = ContinuousClock.now
        return { (ContinuousClock.now - beginning).seconds }
    }

    /// The folder with the logs and outputs of a step of a run.
    func folder(of instance: StepInstance, in run: RunID) -> String { "\(store.root)/runs/\(run)/\(instance)" }
}
