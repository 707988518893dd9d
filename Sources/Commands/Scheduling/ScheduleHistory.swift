internal import Arguments
internal import ContentHash
internal import Execution
internal import Registry
internal import Scheduling
internal import Terminal

/// `pipeline schedule history`: shows what became of each time that was due.
struct ScheduleHistory: Sendable {
    let session: Session

    var command: Command {
        Command(
            "history", summary: "Show what became of each time that was due, the newest first.",
            examples: [.init("pipeline schedule history nightly --limit 30")],
            parameters: [ScheduleOptions.anySchedule, ScheduleOptions.limit], action: { try await show($0) })
    }

    private func show(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        _ = try await registry.markLostRuns(at: session.now)
        let name = values[ScheduleOptions.anySchedule]
        if let name, try await !registry.namesOfFirings().contains(name) { _ = try await registry.schedule(name) }
        let firings = try await registry.firings(of: name, limit: values[ScheduleOptions.limit])
        if values[GlobalOptions.json] {
            session.write(json: .array(firings.map(ScheduleText.json)))
            return 0
        }
        guard !firings.isEmpty else {
            session.write("no time has been due yet")
            return 0
        }
        var zones: [String: Zone] = [:]
        for schedule in try await registry.schedules() { zones[schedule.name] = try? Zone(named: schedule.zone) }
        var table = Table(.word("schedule"), .word("due"), .word("result"), .word("run"), .word("status"), .text(""))
        for firing in firings {
            table.append(
                Line(firing.schedule), Line(ScheduleText.time(firing.due, in: zones[firing.schedule] ?? .utc)),
                ScheduleText.line(firing.outcome), Line(firing.run?.text ?? ""),
                firing.status.map { StatusText.line($0) } ?? "", Line(firing.message, .dim))
        }
        session.write(table)
        return 0
    }
}
