internal import Arguments
internal import ContentHash
internal import Registry
internal import Scheduling
internal import Terminal
internal import Triggers

/// `pipeline schedule pause`, `resume` and `remove`.
struct ScheduleChanges: Sendable {
    let session: Session

    var pause: Command {
        Command(
            "pause", summary: "Start nothing until the schedule is resumed.",
            examples: [.init("pipeline schedule pause nightly")], parameters: [ScheduleOptions.schedule],
            action: { values in
                let registry = try session.registry(of: session.project())
                let name = values[ScheduleOptions.schedule]
                try await registry.pauseSchedule(name)
                tell("schedule \(name) is paused; a run that goes on is not ended", name, "paused", values)
                return 0
            })
    }

    var resume: Command {
        Command(
            "resume", summary: "Go on with the next time that is due.",
            discussion: "A line that is missing in the crontab, or was changed there, is written again.",
            examples: [.init("pipeline schedule resume nightly")], parameters: [ScheduleOptions.schedule],
            action: { try await resume($0) })
    }

    var remove: Command {
        Command(
            "remove", summary: "Remove a schedule; its history is kept.",
            discussion: "A run that goes on is not ended.",
            examples: [.init("pipeline schedule remove nightly")], parameters: [ScheduleOptions.schedule],
            action: { try await remove($0) })
    }

    private func resume(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let name = values[ScheduleOptions.schedule]
        let now = try ScheduleClock.now(session)
        let call = ScheduleCall(session: session, project: project)
        try await call.install(registry.schedule(name))
        try await registry.resumeSchedule(name, at: now)
        let schedule = try await registry.schedule(name)
        let zone = try Zone(named: schedule.zone)
        let next = ScheduleText.next(schedule, in: zone, after: now).first.map { ScheduleText.time($0, in: zone) }
        tell("schedule \(name) goes on; its next time is \(next ?? "unknown")", name, "resumed", values)
        call.warnWithoutDaemon(schedule.trigger)
        return 0
    }

    private func remove(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let name = values[ScheduleOptions.schedule]
        let call = ScheduleCall(session: session, project: project)
        let schedule: Schedule
        do { schedule = try await registry.schedule(name) } catch let error as RegistryError {
            // The registry may have been deleted, and the line that calls for the schedule be still there.
            guard [.present, .outdated].contains(await call.presence(of: name, .cron)) else { throw error }
            try await call.remove(name, .cron)
            tell("removed what was left of schedule \(name) in the crontab", name, "removed", values)
            return 0
        }
        do { try await call.remove(name, schedule.trigger) } catch let error as TriggerError {
            // Where there is no cron any more, nothing calls.
            guard case .noCrontab = error.kind else { throw error }
            session.warn(error.description)
        }
        try await registry.removeSchedule(name)
        tell(
            "removed schedule \(name); its history is kept: pipeline schedule history \(name)", name, "removed", values)
        return 0
    }

    private func tell(_ text: String, _ name: String, _ change: String, _ values: ParsedValues) {
        if values[GlobalOptions.json] {
            session.write(json: ["schedule": .string(name), "change": .string(change)])
        } else {
            session.write(Line(text))
        }
    }
}
