extension Schedule {
    /// How long after a time is due and its delay has passed somebody can look for it not to be missed, in seconds.
    ///
    /// Whoever looks does it every minute; a machine under load may come late.
    public static let grace = 120.0

    /// Decides what to do now about the times that are due.
    ///
    /// The times after ``since`` up to now count, once their ``delay(for:)`` has passed. When the plan has been carried out,
    /// ``since`` is to become its ``DuePlan/settledThrough``, in the transaction that records its times and its run: then
    /// no time is decided twice, also where the clock is set back, for nothing is due until it has passed ``since`` again.
    /// A paused schedule does nothing; whoever lets it go on sets ``since`` to that moment.
    ///
    /// A time that is looked at more than ``grace`` after it was ready is missed:
    /// - `once`: one run starts, for the newest time that is ready; the others are settled as missed.
    /// - `skip`: all missed times are settled.
    /// - `all`: the oldest starts. Missed times wait for a run that is going, whatever ``overlap`` says.
    ///
    /// A time that is ready while a run is going:
    /// - `skip`: it is settled as overlapped.
    /// - `queue`: the newest waits, those before it are settled as overlapped; with `all` they wait too.
    /// - `replace`: the newest starts and replaces the run, those before it are settled as overlapped.
    ///
    /// Where more than a hundred times are settled alike, one record at the newest of them stands for all, and says so.
    ///
    /// - Parameters:
    ///   - zone: The zone that ``zone`` names.
    ///   - now: Seconds since 1970.
    ///   - isRunning: Whether a run of this schedule is going.
    ///   - busy: When the latest run of this schedule was going: up to its end, or up to now. With `queue`, a time that became
    ///     ready in it was held up and is not missed, however long the run took. Where it is not given, a run that is
    ///     going is taken to hold up all times, and one that has ended none.
    /// - Returns: What to record and what to start. Carrying it out may leave another time to start at once: then
    ///   ``DuePlan/waits`` is set, and the next look finds it.
    public func plan(in zone: Zone, now: Double, isRunning: Bool, busy: ClosedRange<Double>? = nil) -> DuePlan {
        var plan = DuePlan()
        let times = DueTimes(schedule: self, zone: zone)
        guard !isPaused, let oldest = times.next(after: since), oldest <= now else { return plan }
        if let newest = times.newestReady(by: now) {
            let lastMissed = times.newestReady(by: missedBefore(now, isRunning, busy).nextDown)
            let ready = ReadyTimes(
                times: times, lastMissed: lastMissed, newest: newest, now: now,
                wasHeldUp: overlap == .queue && !isRunning && busy.map { oldest <= $0.upperBound } ?? false)
            plan = isRunning ? ready.planWhileRunning() : ready.plan()
        }
        plan.waits = times.next(after: plan.settledThrough ?? since).map { $0 <= now } ?? false
        return plan
    }

    /// The moment such that a time that was ready before it is missed.
    private func missedBefore(_ now: Double, _ isRunning: Bool, _ busy: ClosedRange<Double>?) -> Double {
        let limit = now - Schedule.grace
        guard overlap == .queue else { return limit }
        guard let busy else { return isRunning ? -.infinity : limit }
        return isRunning || busy.upperBound >= limit ? min(limit, busy.lowerBound) : limit
    }
}
