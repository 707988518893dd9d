internal import Arguments
internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Processes
internal import Registry
internal import Scheduling
internal import Terminal

/// A run that a schedule asks for, from the words that are kept to the record of what became of it.
struct ScheduledRun: Sendable {
    let session: Session
    let registry: Registry
    let schedule: Schedule

    typealias Running = (id: RunID, process: ProcessText)

    /// Starts the run for a time that is due, once.
    ///
    /// The run and the time are recorded in one transaction: a process that is killed before leaves nothing, so that the
    /// next one starts the run; one that is killed after leaves a lost run for the time, which nobody starts again.
    func start(for due: Double, at now: Double, replacing running: Running?) async throws -> Int32 {
        do {
            let values = try values()
            let request = try await RunRequest(values, session)
            if schedule.ifChanged, await isUnchanged(request) {
                let settled = SettledTime(due: due, outcome: .unchanged, message: "no step would run")
                try await registry.settle([settled], of: schedule.name, at: now)
                session.write("nothing has changed: no run is started")
                return 0
            }
            if let running { try await end(running) }
            let start = ScheduledStart(schedule: schedule.name, due: due)
            let deadline = DeadlineOption.value(values)
            return try await Launch(session: session, deadline: deadline, schedule: start).run(request).code
        } catch let error as RegistryError {
            switch error.kind {
            case .timeTaken, .scheduleRuns:
                // The other process has recorded the time; or a run has begun since, and the next call decides.
                session.write(Line(error.description))
                if case .timeTaken = error.kind { try await registry.moveSince(of: schedule.name, to: due) }
                return 0
            default: return try await fail(due, now, error)
            }
        } catch { return try await fail(due, now, error) }
    }

    /// Starts the run for a person, who sees what it says; the calendar's own times stay due.
    func startByHand(at now: Double, isJSON: Bool) async throws -> Int32 {
        let values = try values()
        let request = try await RunRequest(values, session)
        if schedule.ifChanged, await isUnchanged(request) {
            if isJSON {
                session.write(json: ["schedule": .string(schedule.name), "status": "unchanged"])
            } else {
                session.write("nothing has changed: no run is started")
            }
            return 0
        }
        if schedule.overlap == .replace, let running = try await registry.runningRun(of: schedule.name) {
            try await end(running)
        }
        let start = ScheduledStart(schedule: schedule.name, due: now, isByHand: true)
        let deadline = DeadlineOption.value(values)
        return try await Launch(session: session, deadline: deadline, isJSON: isJSON, schedule: start)
            .run(request).code
    }

    /// Records that no run could be started; one that was started has recorded itself, and how it failed.
    private func fail(_ due: Double, _ now: Double, _ error: any Error) async throws -> Int32 {
        let settled = SettledTime(due: due, outcome: .failed, message: "\(error)")
        try await registry.settle([settled], of: schedule.name, at: now)
        throw error
    }

    /// What is to be run, with what is there now: pipelines and their parameters may have changed since the words were kept.
    private func values() throws -> ParsedValues {
        let words = ["run", schedule.pipeline] + schedule.arguments
        guard case .run(_, let values) = try CommandLineInterface.pipeline(session).parse(words) else {
            throw CommandFailure("'\(words.joined(separator: " "))' is no run")
        }
        return values
    }

    private func isUnchanged(_ request: RunRequest) async -> Bool {
        await Planner(request.preparer).plan(request.state(jobs: .max)).allSatisfy { step in
            switch step.decision {
            case .cached, .skipped: true
            case .run, .undecided, .impossible: false
            }
        }
    }

    /// Ends a run as `runs cancel` does, and waits for its end.
    private func end(_ running: Running) async throws {
        guard let process = ProcessIdentity(running.process), process.isAlive else { return }
        try process.cancel(running.id) {
            session.write("cancelling run \(running.id) (process \(process.pid)), which this one replaces")
        }
        // Its steps have their grace period, and then are killed: it takes seconds.
        guard await process.hasEnded(within: .seconds(120)) else {
            throw CommandFailure("run \(running.id) (process \(process.pid)) was cancelled and does not end", .failed)
        }
    }
}
