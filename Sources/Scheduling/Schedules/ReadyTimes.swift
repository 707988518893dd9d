/// The times of a schedule that are ready, the oldest of which may be missed ones.
struct ReadyTimes {
    let times: DueTimes
    let lastMissed: Double?
    let newest: Double
    let now: Double
    /// Whether they waited for a run that has ended.
    let wasHeldUp: Bool

    private var schedule: Schedule { times.schedule }

    /// Decides while no run is going.
    func plan() -> DuePlan {
        var plan = DuePlan()
        plan.settled = settledWithoutLook()
        let settled = plan.settled.last?.due ?? schedule.since
        if wasHeldUp, schedule.missed != .all, settled < newest {
            plan.settled += overlapped(
                after: settled, through: newest.nextDown, "gave way to \(text(newest)), which waited as well")
            plan.start = newest
        } else {
            plan.start = times.next(after: settled).flatMap { $0 <= newest ? $0 : nil }
        }
        return plan
    }

    /// Decides while a run is going.
    func planWhileRunning() -> DuePlan {
        var plan = DuePlan()
        if schedule.missed == .all, lastMissed != nil || schedule.overlap == .queue { return plan }
        plan.settled = settledWithoutLook()
        let settled = plan.settled.last?.due ?? schedule.since
        guard settled < newest else { return plan }
        switch schedule.overlap {
        case .skip:
            plan.settled += overlapped(after: settled, through: newest, "the run before it was still going")
        case .queue:
            plan.settled += overlapped(
                after: settled, through: newest.nextDown, "gave way to \(text(newest)), which waits")
        case .replace:
            plan.settled += overlapped(after: settled, through: newest.nextDown, "gave way to \(text(newest))")
            plan.start = newest
            plan.replacesRunning = true
        }
        return plan
    }

    /// What the policy for missed times settles.
    private func settledWithoutLook() -> [SettledTime] {
        guard let lastMissed else { return [] }
        switch schedule.missed {
        case .all: return []
        case .skip:
            return times.settling(
                after: schedule.since, through: lastMissed, as: .missed, "nobody looked until \(text(now))")
        case .once:
            // A time that is not missed takes the missed ones along: two runs in a row would do the same work.
            return times.settling(
                after: schedule.since, through: newest.nextDown, as: .missed,
                "nobody looked in time; coalesced with \(text(newest))")
        }
    }

    private func overlapped(after start: Double, through end: Double, _ message: String) -> [SettledTime] {
        times.settling(after: start, through: end, as: .overlapped, message)
    }

    private func text(_ time: Double) -> String { times.zone.text(of: time) }
}
