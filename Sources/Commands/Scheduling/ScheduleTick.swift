internal import Arguments
internal import Execution
internal import FileSystem
internal import Registry
internal import Scheduling
internal import Terminal

/// `pipeline schedule tick`: what cron calls every minute.
///
/// Nearly always nothing is due: then it reads the registry, writes nothing and ends after some milliseconds. The registry is
/// the truth about what was decided, so it does not matter how often, how late or how many times at once it is called.
struct ScheduleTick: Sendable {
    let session: Session

    static let byHand = CommandParameter.flag(
        "by-hand", help: "start the run now, whatever the calendar says, and print what it says")

    var command: Command {
        Command(
            "tick", summary: "Start what is due; this is what cron calls every minute.",
            discussion: """
                It says nothing where nothing is due. What is started says what it does in artifacts/schedules/NAME.log.
                """,
            examples: [.init("pipeline schedule tick nightly")],
            parameters: [ScheduleOptions.schedule, Self.byHand], action: { try await tick($0) })
    }

    private func tick(_ values: ParsedValues) async throws -> Int32 {
        let name = values[ScheduleOptions.schedule]
        let project = try session.project()
        guard try FileStatus.ifPresent(project.registryFile) != nil else {
            throw CommandFailure(
                "there is no registry '\(project.registryFile)', so there is no schedule '\(name)'; remove what calls "
                    + "for it with `pipeline schedule remove \(name)`")
        }
        let now = try ScheduleClock.now(session)
        let registry = try session.registry(of: project)
        let schedule = try await registry.schedule(name)
        let run = ScheduledRun(session: session, registry: registry, schedule: schedule)
        if values[Self.byHand] {
            return try await run.startByHand(at: now, isJSON: values[GlobalOptions.json])
        }
        guard !schedule.isPaused else { return 0 }
        let zone = try Zone(named: schedule.zone)
        let running = try await registry.runningRun(of: name)
        let busy = try await registry.lastRun(of: name, now: now)
        let plan = schedule.plan(in: zone, now: now, isRunning: running != nil, busy: busy)
        guard plan.start != nil || !plan.settled.isEmpty else { return 0 }

        // Whoever can't read the log finds in the mail that cron sends why there is none.
        try ScheduleLog(of: name, in: project).takeOutput()
        try await registry.settle(plan.settled, of: name, at: now)
        for settled in plan.settled {
            session.write(
                "\(ScheduleText.time(settled.due, in: zone))  \(name): " + ScheduleText.line(settled.outcome)
                    + (settled.message.isEmpty ? "" : ": \(settled.message)"))
        }
        guard let due = plan.start else { return 0 }
        session.write("\(ScheduleText.time(due, in: zone))  \(name): due: \(ScheduleText.command(schedule))")
        return try await run.start(for: due, at: now, replacing: plan.replacesRunning ? running : nil)
    }
}
