internal import Execution
internal import FileSystem
internal import Registry
internal import Scheduling
internal import Triggers

/// What keeps schedules from starting runs, for `doctor`.
struct ScheduleFindings {
    let session: Session
    let project: Project

    private var call: ScheduleCall { ScheduleCall(session: session, project: project) }

    /// Looks at each schedule, at what calls for it, and at lines of the crontab that belong to none.
    func findings() async -> [DoctorFinding] {
        // A registry that can't be read is a finding of its own.
        guard let registry = try? session.registry(of: project), let schedules = try? await registry.schedules() else {
            return []
        }
        var findings: [DoctorFinding] = []
        for schedule in schedules { findings.append(await finding(of: schedule, in: registry)) }
        let active = Set(schedules.filter { !$0.isPaused }.map(\.trigger))
        if active.contains(.cron), CronDaemon.isRunning == false {
            findings.append(DoctorFinding(subject: "cron", level: .problem, text: ScheduleCall.noDaemon))
        }
        if active.contains(.systemd), !UserTimers.areLingering {
            findings.append(
                DoctorFinding(
                    subject: "systemd", level: .note,
                    text: "runs your timers only while you are logged in; let it run them always with: "
                        + "loginctl enable-linger"))
        }
        return findings + (await leftLines(besides: Set(schedules.map(\.name))))
    }

    private func finding(of schedule: Schedule, in registry: Registry) async -> DoctorFinding {
        func finding(_ level: DoctorFinding.Level, _ text: String) -> DoctorFinding {
            DoctorFinding(subject: "schedule \(schedule.name)", level: level, text: text)
        }
        let resume = "pipeline schedule resume \(schedule.name)"
        switch await call.presence(of: schedule.name, schedule.trigger) {
        case .missing:
            let what = schedule.trigger == .cron ? "its line is missing from the crontab" : "its timer is missing"
            return finding(.problem, "nothing calls for it: \(what); put that right with: \(resume)")
        case .unknown(let reason): return finding(.problem, reason)
        case .outdated:
            return finding(
                .note, "its line in the crontab is not as this program would write it; renew it with: \(resume)")
        case .present: break
        }
        if let failure = await lastFailure(of: schedule, in: registry) { return finding(.problem, failure) }
        return schedule.isPaused
            ? finding(.note, "it is paused; go on with: \(resume)") : finding(.ok, "it is called for every minute")
    }

    /// What became of the last time that was due, where that was no success.
    private func lastFailure(of schedule: Schedule, in registry: Registry) async -> String? {
        guard let last = try? await registry.firings(of: schedule.name, limit: 1).first else { return nil }
        let zone = (try? Zone(named: schedule.zone)) ?? .utc
        let due = ScheduleText.time(last.due, in: zone)
        if last.outcome == .failed {
            return "no run could be started at \(due): \(last.message); see what to start with: "
                + "pipeline schedule tick \(schedule.name) --by-hand"
        }
        switch (last.run, last.status) {
        case (let run?, .failed?): return "its run of \(due) failed; see why with: pipeline runs show \(run)"
        case (let run?, .lost?):
            return "the process of its run of \(due) was killed, or the machine went down; see how far it came with: "
                + "pipeline runs show \(run)"
        default: return nil
        }
    }

    /// Lines of schedules that are not there, of this project or of one that is gone.
    private func leftLines(besides names: Set<String>) async -> [DoctorFinding] {
        // Who has no crontab has no lines in it.
        guard let marked = try? await call.marked() else { return [] }
        return marked.compactMap { line in
            let text: String
            if line.project == project.home {
                guard !names.contains(line.name) else { return nil }
                text =
                    "a line calls for the schedule '\(line.name)', which is not there; remove the line with: "
                    + "pipeline schedule remove \(line.name)"
            } else {
                guard (try? FileStatus.ifPresent(line.project)) == .some(nil) else { return nil }
                text =
                    "a line calls for the schedule '\(line.name)' of '\(line.project)', a folder that is not there "
                    + "any more; remove the line with: crontab -e"
            }
            return DoctorFinding(subject: "crontab", level: .note, text: text)
        }
    }
}
