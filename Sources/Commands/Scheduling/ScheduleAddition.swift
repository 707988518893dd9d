internal import Arguments
internal import ContentHash
internal import PipelineKit
internal import Registry
internal import Scheduling
internal import Terminal
internal import Triggers

/// `pipeline schedule add`: makes a schedule, and has cron or systemd call for it.
struct ScheduleAddition: Sendable {
    let session: Session

    var command: Command {
        Command(
            "add", summary: "Run a pipeline by the calendar.",
            discussion: """
                It adds one line to your crontab, with a comment at its end, and leaves everything else in it as it is. What \
                the runs say goes to artifacts/schedules/NAME.log.
                """,
            examples: [
                .init("pipeline schedule add road_sign --cron '0 2 * * *' --if-changed --name nightly"),
                .init("pipeline schedule add road_sign --cron '@weekly' --timezone UTC --print", "shows the line only"),
            ],
            parameters: [
                RunOptions.pipeline, ScheduleOptions.cron, RunOptions.set, DeadlineOption.parameter,
                ScheduleOptions.zone,
                ScheduleOptions.ifChanged, ScheduleOptions.overlap, ScheduleOptions.missed, ScheduleOptions.jitter,
                ScheduleOptions.name, ScheduleOptions.systemd, ScheduleOptions.print,
            ], action: { try await add($0) })
    }

    private func add(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let now = try ScheduleClock.now(session)
        let zone = values[ScheduleOptions.zone] ?? .local
        let schedule = try schedule(values, project, zone, now)
        let next = ScheduleText.next(schedule, in: zone, after: now)
        try check(schedule, next, now)
        let call = ScheduleCall(session: session, project: project)
        if values[ScheduleOptions.print] { return try show(call.call(for: schedule.name), schedule, values) }

        let registry = try session.registry(of: project)
        try await registry.add(schedule)
        do { try await call.install(schedule) } catch {
            // A schedule that nobody calls for would be one in name only.
            try await registry.removeSchedule(schedule.name)
            throw error
        }
        if values[GlobalOptions.json] {
            session.write(json: ScheduleText.json(schedule, zone, next: next, presence: .present, last: nil))
        } else {
            session.write(
                "schedule " + Line(schedule.name, .bold) + " runs \(ScheduleText.command(schedule)) at "
                    + "\(ScheduleText.times(schedule))")
            session.write("its next times are:")
            for time in next { session.write("  \(ScheduleText.time(time, in: zone))") }
        }
        call.warnWithoutDaemon(schedule.trigger)
        return 0
    }

    private func schedule(
        _ values: ParsedValues, _ project: Project, _ zone: Zone, _ now: Double
    ) throws -> Schedule {
        let graph = try session.pipeline(values[RunOptions.pipeline]).declaration().graph
        let resolver = ParameterResolver(graph, project, session)
        let assignments = values[RunOptions.set]
        let resolved = try resolver.values(assignments)
        // A path counts from the folder of whoever adds the schedule, which is not the one that cron calls in.
        let arguments = assignments.flatMap { assignment -> [String] in
            let path = (resolved[assignment.key] ?? .null).pathText
            return ["--set", "\(assignment.key)=\(path ?? assignment.value)"]
        }
        return Schedule(
            name: values[ScheduleOptions.name] ?? graph.name, pipeline: graph.name,
            arguments: arguments + DeadlineOption.words(values), cron: values[ScheduleOptions.cron],
            zone: zone.name, ifChanged: values[ScheduleOptions.ifChanged],
            overlap: values[ScheduleOptions.overlap], missed: values[ScheduleOptions.missed],
            jitter: values[ScheduleOptions.jitter] / .seconds(1),
            trigger: values[ScheduleOptions.systemd] ? .systemd : .cron, created: now, since: now)
    }

    /// Refuses what could never work as it is meant.
    private func check(_ schedule: Schedule, _ next: [Double], _ now: Double) throws {
        guard !next.isEmpty else { throw CommandFailure("'\(schedule.cron)' never comes") }
        let gap = zip(next, next.dropFirst()).map { $1 - $0 }.min() ?? .infinity
        guard schedule.jitter < gap else {
            throw CommandFailure(
                "a jitter of \(Format.duration(.seconds(schedule.jitter))) would reach the next time: "
                    + "'\(schedule.cron)' comes again after \(Format.duration(.seconds(gap)))")
        }
    }

    /// Prints what would be written.
    private func show(_ call: MinutelyCall, _ schedule: Schedule, _ values: ParsedValues) throws -> Int32 {
        switch schedule.trigger {
        case .cron:
            let line = try CrontabEntry(call).line
            if values[GlobalOptions.json] {
                session.write(json: ["trigger": "cron", "line": .string(line)])
            } else {
                FileOutput.standard.write(line + "\n")
            }
        case .systemd:
            let units = TimerUnits(call)
            let folder = UserTimers(environment: session.environment).folder
            let files = [("service", units.service), ("timer", units.timer)]
            if values[GlobalOptions.json] {
                let texts = files.map { ("\(folder)/\(units.name).\($0)", JSON.string($1)) }
                session.write(json: ["trigger": "systemd", "files": .object(Dictionary(uniqueKeysWithValues: texts))])
            } else {
                for (kind, text) in files {
                    FileOutput.standard.write("# \(folder)/\(units.name).\(kind)\n\(text)\n")
                }
            }
        }
        return 0
    }
}

extension JSON {
    /// The path of an artifact, or the paths of a list of them, as `--set` takes them; `nil` for any other value.
    fileprivate var pathText: String? {
        if let path = ArtifactReference(self)?.path { return path }
        guard let paths = array?.map({ ArtifactReference($0)?.path }), !paths.isEmpty, !paths.contains(nil) else {
            return nil
        }
        return JSON.array(paths.compactMap { $0 }.map(JSON.string)).text
    }
}
