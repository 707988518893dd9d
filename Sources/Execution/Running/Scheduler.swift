internal import PipelineKit
internal import SyncPoints

/// Runs a pipeline: performs what ``RunState`` decides, in one task group.
public struct Scheduler: Sendable {
    private let services: RunServices

    public init(_ services: RunServices) { self.services = services }

    /// Runs to the end.
    /// - Parameters:
    ///   - run: The run, to be recorded.
    ///   - state: Every step as pending.
    ///   - deadline: How long it may take; none sets no limit.
    ///   - cancellation: Returns `true` when the run is to be cancelled, and `false` when it is itself cancelled because
    ///     the run has ended.
    /// - Returns: What was done.
    /// - Throws: What keeps the run from being recorded; then nothing more is started, and what runs is ended first.
    public func run(
        _ run: RunStart, state: RunState, deadline: RunDeadline? = nil,
        cancellation: @escaping @Sendable () async -> Bool
    ) async throws -> RunReport {
        let clock = ContinuousClock()
        let begin = clock.now
        try await services.journal.begin(run)
        SyncPoint.runRecorded.reach("\(run.id)")
        services.observer.observe(.began(run))
        // No step waits for this, only the end of the run.
        async let surroundings: Void = recordSurroundings(of: run.id)
        var loop = RunLoop(services, run, state)
        await withTaskGroup(of: RunLoop.News.self) { group in
            group.addTask { await cancellation() ? .cancelled : .none }
            if let deadline {
                let pause = services.pause
                group.addTask {
                    do { try await pause(deadline.seconds) } catch { return .none }
                    return .expired(deadline)
                }
            }
            await loop.begin(in: &group)
            while !loop.isFinished, let news = await group.next() { await loop.take(news, in: &group) }
            group.cancelAll()
        }
        let report = loop.report(seconds: (clock.now - begin).seconds)
        await surroundings
        SyncPoint.stepsEnded.reach("\(run.id)")
        let end = services.now()
        if let problem = loop.problem {
            // Whether this can be written or not, it is the first failure that counts.
            try? await services.journal.finish(run.id, .failed, seconds: report.seconds, time: end)
            throw problem
        }
        try await services.journal.finish(run.id, report.status, seconds: report.seconds, time: end)
        SyncPoint.runEnded.reach("\(run.id)")
        return report
    }

    private func recordSurroundings(of run: RunID) async {
        let facts = await services.facts()
        guard !facts.isEmpty else { return }
        // A journal that can't be written to is noticed by the records that the run can't do without.
        try? await services.journal.add(facts, to: run)
    }
}
