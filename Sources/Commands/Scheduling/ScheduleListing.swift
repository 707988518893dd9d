internal import Arguments
internal import ContentHash
internal import Registry
internal import Scheduling
internal import Terminal

/// `pipeline schedule list`: shows the schedules, when they come next, and what became of them last.
struct ScheduleListing: Sendable {
    let session: Session

    var command: Command {
        Command(
            "list", summary: "List the schedules with their next five times and last result.",
            examples: [.init("pipeline schedule list")], action: { try await list($0) })
    }

    private func list(_ values: ParsedValues) async throws -> Int32 {
        let now = try ScheduleClock.now(session)
        let project = try session.project()
        let registry = try session.registry(of: project)
        _ = try await registry.markLostRuns(at: session.now)
        let schedules = try await registry.schedules()
        let call = ScheduleCall(session: session, project: project)
        var documents: [JSON] = []
        for (index, schedule) in schedules.enumerated() {
            let last = try await registry.firings(of: schedule.name, limit: 1).first
            let presence = await call.presence(of: schedule.name, schedule.trigger)
            let zone = Result { try Zone(named: schedule.zone) }
            let next = (try? zone.get()).map { ScheduleText.next(schedule, in: $0, after: now) } ?? []
            if values[GlobalOptions.json] {
                documents.append(
                    ScheduleText.json(schedule, try? zone.get(), next: next, presence: presence, last: last))
            } else {
                if index > 0 { session.write("") }
                show(schedule, zone, next, presence, last)
            }
        }
        if values[GlobalOptions.json] {
            session.write(json: .array(documents))
        } else if schedules.isEmpty {
            session.write("there are no schedules yet; add one with: pipeline schedule add PIPELINE --cron '0 2 * * *'")
        }
        if let trigger = schedules.first(where: { $0.trigger == .cron })?.trigger { call.warnWithoutDaemon(trigger) }
        return 0
    }

    private func show(
        _ schedule: Schedule, _ zone: Result<Zone, any Error>, _ next: [Double], _ presence: ScheduleCall.Presence,
        _ last: Firing?
    ) {
        session.write(
            Line(schedule.name, .bold) + "  \(ScheduleText.command(schedule))"
                + (schedule.isPaused ? "  " + Line("paused", .yellow) : ""))
        var table = Table(.word(""), .word(""), .sentences(""))
        table.append("", "at", "\(ScheduleText.times(schedule)); \(ScheduleText.rules(schedule))")
        switch zone {
        case .failure(let error): table.append("", "next", Line("unknown: \(error)", .red))
        case .success(let zone):
            if schedule.isPaused {
                table.append("", "next", "none until: pipeline schedule resume \(schedule.name)")
            } else {
                for (index, time) in next.enumerated() {
                    table.append("", index == 0 ? "next" : "", Line(ScheduleText.time(time, in: zone)))
                }
            }
            if let last {
                table.append(
                    "", "last", Line("\(ScheduleText.time(last.due, in: zone)) ") + ScheduleText.line(last))
            }
        }
        table.append("", Line(schedule.trigger.rawValue), line(presence, schedule))
        session.write(table)
    }

    private func line(_ presence: ScheduleCall.Presence, _ schedule: Schedule) -> Line {
        switch presence {
        case .present: "calls it every minute"
        case .missing:
            Line("does not call it", .red) + "; put that right with: pipeline schedule resume \(schedule.name)"
        case .outdated:
            "calls it every minute, " + Line("but not as this program would", .yellow)
                + "; renew that with: pipeline schedule resume \(schedule.name)"
        case .unknown(let reason): Line("unknown", .yellow) + ": \(reason)"
        }
    }
}
