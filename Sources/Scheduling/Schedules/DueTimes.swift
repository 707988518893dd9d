/// The due times of a schedule: finds the newest of many without looking at each.
struct DueTimes {
    let schedule: Schedule
    let zone: Zone

    /// How many times are told one by one; a machine that slept for a year left out half a million minutes.
    static let limit = 100

    func next(after time: Double) -> Double? { schedule.cron.next(after: time, in: zone) }

    /// Returns the newest due time after one moment and not after another.
    func newest(after start: Double, through end: Double) -> Double? {
        guard var found = next(after: start), found <= end else { return nil }
        // There is no due time between the upper bound and the end.
        var upper = end
        while let following = next(after: found), following <= upper {
            found = following
            let middle = found + (upper - found) / 2
            if let later = next(after: middle), later <= upper { found = later } else { upper = middle }
        }
        return found
    }

    /// Returns the newest unsettled time whose delay has passed at a moment.
    ///
    /// A time with a short delay does not overtake the one before it with a long delay: it waits too. So the ready times
    /// are the oldest ones, and none is forgotten when those up to a time are settled.
    func newestReady(by moment: Double) -> Double? {
        let certain = max(schedule.since, moment - schedule.jitter)
        var result = newest(after: schedule.since, through: min(certain, moment))
        guard schedule.jitter >= 1 else { return result }
        var ready = -Double.infinity
        var due = next(after: certain - schedule.jitter)
        while let time = due, time <= moment {
            ready = max(ready, time + schedule.delay(for: time))
            if time > certain {
                guard ready <= moment else { break }
                result = time
            }
            due = next(after: time)
        }
        return result
    }

    /// Settles all due times of a stretch; where they are too many, by one record for all of them.
    func settling(
        after start: Double, through end: Double, as outcome: FiringOutcome, _ message: String
    ) -> [SettledTime] {
        var settled: [SettledTime] = []
        var due = next(after: start)
        let first = due
        while let time = due, time <= end {
            if settled.count == DueTimes.limit, let first, let last = newest(after: time.nextDown, through: end) {
                let others = ", as were all times from \(zone.text(of: first)) on"
                return [SettledTime(due: last, outcome: outcome, message: message + others)]
            }
            settled.append(SettledTime(due: time, outcome: outcome, message: message))
            due = next(after: time)
        }
        return settled
    }
}
