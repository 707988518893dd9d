internal import Scheduling
internal import Terminal
internal import Triggers

/// What cron or systemd calls for a schedule, and whether it does.
struct ScheduleCall: Sendable {
    /// Where programs are looked for, the same for every user and whoever adds the schedule: a run at night must not depend
    /// on the terminal that the schedule was added in.
    private static let searchPath = "/usr/local/bin:/usr/bin:/bin"

    /// What to know where the crontab is written and nobody reads it.
    static let noDaemon =
        "no cron daemon runs on this machine, so nothing starts by itself; start it with `service cron start`"

    let session: Session
    let project: Project

    /// Whether the machine calls for a schedule.
    enum Presence: Equatable {
        case present, missing
        /// Something calls for it, but not as this program would write it: the program or the project has moved.
        case outdated
        case unknown(String)
    }

    /// The call for a schedule.
    ///
    /// It is the program itself that is called, not `bin/pipeline`, which may build, and ask, before it starts: at night runs
    /// what was built by day, within milliseconds.
    func call(for name: String, flags: [String] = []) -> MinutelyCall {
        var environment = ["PATH": Self.searchPath]
        if session.environment["PIPELINE_HOME"].map({ !$0.isEmpty }) == true {
            environment["PIPELINE_HOME"] = project.home
        }
        return MinutelyCall(
            name: name, project: project.home, folder: project.root, environment: environment,
            words: [session.executable, "schedule", "tick", name] + flags)
    }

    private var crontab: UserCrontab { UserCrontab(environment: session.environment) }
    private var timers: UserTimers { UserTimers(environment: session.environment) }

    /// Makes the machine call for a schedule.
    func install(_ schedule: Schedule) async throws {
        let call = call(for: schedule.name)
        switch schedule.trigger {
        case .cron:
            let entry = try CrontabEntry(call)
            try await crontab.edit { $0.adding(entry, of: call) }
        case .systemd: try await timers.add(call)
        }
    }

    /// Makes the machine call for it no more.
    func remove(_ name: String, _ trigger: ScheduleTrigger) async throws {
        let call = call(for: name)
        switch trigger {
        case .cron: try await crontab.edit { $0.removing(call.name, project: call.project) }
        case .systemd: try await timers.remove(call)
        }
    }

    /// Finds out whether the machine calls for a schedule.
    func presence(of name: String, _ trigger: ScheduleTrigger) async -> Presence {
        let call = call(for: name)
        switch trigger {
        case .systemd: return timers.isThere(call) ? .present : .missing
        case .cron:
            do throws(TriggerError) {
                let text = try await crontab.read()
                if try text.contains(CrontabEntry(call)) { return .present }
                return text.hasLine(of: name, project: call.project) ? .outdated : .missing
            } catch { return .unknown(error.description) }
        }
    }

    /// What the lines in the crontab that are marked as those of schedules name, of whatever project.
    func marked() async throws(TriggerError) -> [CrontabText.MarkedCall] { try await crontab.read().markedCalls }

    /// Tells that a line in the crontab is nothing without a program that reads it.
    func warnWithoutDaemon(_ trigger: ScheduleTrigger) {
        guard trigger == .cron, CronDaemon.isRunning == false else { return }
        session.warn(Self.noDaemon)
    }
}
