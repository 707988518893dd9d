extension CronExpression {
    /// Returns the next time that fits.
    ///
    /// - Parameters:
    ///   - time: Seconds since 1970; the time that is returned is later.
    ///   - zone: Where the clock hangs that the expression is about.
    /// - Returns: Seconds since 1970, or `nil` where nothing fits within fifty years. The rarest expression, 29 February
    ///   on one day of the week, waits for forty years at most.
    public func next(after time: Double, in zone: Zone) -> Double? {
        // Beyond the year 5000 no zone is known, and numbers that are no times have no next one.
        guard abs(time) < 1e11 else { return nil }
        let start = Int(time.rounded(.down)) + 1
        let end = start + CronExpression.horizon
        var segment = zone.segment(at: start)
        while true {
            // The local clock at the change that the segment begins with: as it would have gone on, and as it was set.
            let actual = segment.start + segment.offset
            let expected = segment.start + (zone.segment(before: segment)?.offset ?? segment.offset)
            let isChange = isFixed && abs(actual - expected) <= CronExpression.correction
            if isChange, segment.start >= start, firstLocal(from: expected, before: actual) != nil {
                return Double(segment.start)
            }
            var local = max(start, segment.start) + segment.offset
            // What the clock had shown before it was set back does not come again.
            if isChange { local = max(local, expected) }
            if let found = firstLocal(from: local, before: min(segment.end ?? end, end) + segment.offset) {
                return Double(found - segment.offset)
            }
            guard let next = segment.end, next < end else { return nil }
            segment = zone.segment(at: next)
        }
    }

    /// How far ahead is looked, in seconds: fifty years.
    private static let horizon = 50 * 366 * CivilDate.secondsPerDay

    /// The longest jump of the clock, in seconds, that is no correction: three hours, as in cron(8).
    private static let correction = 3 * 3600

    /// The first fitting minute of the local clock, in seconds since its 1970.
    private func firstLocal(from start: Int, before end: Int) -> Int? {
        let minute = -floorDivide(-start, 60)
        var day = floorDivide(minute, 1440)
        var minuteOfDay = minute - day * 1440
        while day * CivilDate.secondsPerDay < end {
            let date = CivilDate(day: day)
            if !month.allows(date.month) {
                day = date.firstOfNextMonth
            } else if allows(date), let found = firstMinute(from: minuteOfDay) {
                let local = day * CivilDate.secondsPerDay + found * 60
                return local < end ? local : nil
            } else {
                day += 1
            }
            minuteOfDay = 0
        }
        return nil
    }
}
