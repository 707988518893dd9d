internal import ContentHash
internal import Execution
internal import Registry
internal import Scheduling
internal import Terminal

/// Schedules as people and programs read them.
enum ScheduleText {
    /// The next five times after now that are not settled.
    static func next(_ schedule: Schedule, in zone: Zone, after now: Double) -> [Double] {
        var times: [Double] = []
        while times.count < 5, let time = schedule.cron.next(after: times.last ?? max(now, schedule.since), in: zone) {
            times.append(time)
        }
        return times
    }

    /// A time as the schedule's zone has it, with the distance from UTC, which tells the two hours of an autumn night apart.
    static func time(_ time: Double, in zone: Zone) -> String {
        let offset = FixedTimeZone(offset: zone.offset(at: time))
        return "\(Format.date(time, in: offset)) \(offset.text)"
    }

    /// The words of a run, such as `words --set epochs=20`.
    static func command(_ schedule: Schedule) -> String {
        ([schedule.pipeline] + schedule.arguments).joined(separator: " ")
    }

    /// When it is due, such as `0 2 * * * in Europe/Berlin, up to 10 min later`.
    static func times(_ schedule: Schedule) -> String {
        var text = "\(schedule.cron) in \(schedule.zone)"
        if schedule.jitter > 0 { text += ", up to \(Format.duration(.seconds(schedule.jitter))) later" }
        return text
    }

    /// What is done about what is not as usual: `if changed, overlap skip, missed once`.
    static func rules(_ schedule: Schedule) -> String {
        (schedule.ifChanged ? "if changed, " : "")
            + "overlap \(schedule.overlap.rawValue), missed \(schedule.missed.rawValue)"
    }

    static func line(_ outcome: FiringOutcome) -> Line {
        switch outcome {
        case .started: Line(outcome.rawValue, .green)
        case .unchanged: Line(outcome.rawValue, .blue)
        case .missed, .overlapped: Line(outcome.rawValue, .yellow)
        case .failed: Line(outcome.rawValue, .red)
        }
    }

    /// What became of a time: `started run 1m7yrna6pe6v, which succeeded`.
    static func line(_ firing: Firing) -> Line {
        var line = Self.line(firing.outcome)
        if let run = firing.run { line += " run \(run)" }
        if let status = firing.status { line += ": " + StatusText.line(status) }
        if !firing.message.isEmpty { line += ": \(firing.message)" }
        return line
    }

    static func json(_ firing: Firing) -> JSON {
        [
            "schedule": .string(firing.schedule), "due": .string(Format.timestamp(firing.due)),
            "outcome": .string(firing.outcome.rawValue), "run": firing.run.map { .string($0.text) } ?? .null,
            "status": firing.status.map { .string($0.rawValue) } ?? .null, "message": .string(firing.message),
            "decided": .string(Format.timestamp(firing.time)),
        ]
    }

    static func json(
        _ schedule: Schedule, _ zone: Zone?, next: [Double], presence: ScheduleCall.Presence, last: Firing?
    ) -> JSON {
        let installed: JSON =
            switch presence {
            case .present, .outdated: true
            case .missing: false
            case .unknown: .null
            }
        return [
            "name": .string(schedule.name), "pipeline": .string(schedule.pipeline),
            "arguments": .array(schedule.arguments.map(JSON.string)), "cron": .string(schedule.cron.description),
            "zone": .string(schedule.zone), "if_changed": .bool(schedule.ifChanged),
            "overlap": .string(schedule.overlap.rawValue), "missed": .string(schedule.missed.rawValue),
            "jitter": .double(schedule.jitter), "trigger": .string(schedule.trigger.rawValue),
            "paused": .bool(schedule.isPaused), "installed": installed,
            "next": .array(
                next.map { time in
                    .string(Format.timestamp(time, in: FixedTimeZone(offset: zone?.offset(at: time) ?? 0)))
                }),
            "last": last.map(json) ?? .null,
        ]
    }
}
