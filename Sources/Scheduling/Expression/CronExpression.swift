/// Times by the calendar, as a line of a crontab has them: minute, hour, day of month, month, day of week.
///
/// A field is `*`, a value, a range, or a list of them with commas; `*` and ranges take a step: `*/15`, `8-18/2`, `1,15`.
/// Months and days of the week have names (`JAN`, `MON`, in any case), Sunday is 0 and 7. `@hourly`, `@daily`,
/// `@midnight`, `@weekly`, `@monthly`, `@yearly` and `@annually` stand for whole expressions.
///
///     let nightly = try CronExpression("0 2 * * *")
///     let next = nightly.next(after: now, in: try Zone(named: "Europe/Berlin"))
///
/// **Days.** Where both the day of month and the day of week are restricted, a day that fits one of them is enough:
/// `0 2 1 * MON` is every first of a month and every Monday. A field that begins with `*` is no restriction in this
/// sense, even `*/2`; then a day has to fit both.
///
/// **Clock changes.** The rules are those of cron(8) as Vixie wrote it and Debian ships it. An expression whose minute
/// and hour both begin with something else than `*` names fixed times. A fixed time that a clock set forward skips
/// comes at once, right after the gap; one that a clock set back repeats comes the first time only. All other
/// expressions follow the time that passes: they come at each real minute whose local time fits. Where the clock jumps
/// by more than three hours, as on the day that Samoa left out in 2011, cron takes the new time for a correction: the
/// times between never come.
///
/// Several fixed times in one gap come as one, for a time that is due is a moment.
public struct CronExpression: Hashable, Sendable, CustomStringConvertible {
    let minute: CronField
    let hour: CronField
    let day: CronField
    let month: CronField
    let weekday: CronField
    /// The expression as it was written, with one blank between the fields.
    public let description: String

    /// Reads an expression.
    ///
    /// - Parameter text: Five fields with blanks between, or a name such as `@daily`.
    /// - Throws: ``CronError`` with the place of the first mistake. Days that no month has, such as 30 February, are
    ///   mistakes; so is what other schedulers add to cron: seconds, `L`, `W`, `#`, `?`, `@reboot`.
    public init(_ text: String) throws(CronError) {
        let (fields, normalized) = try CronParser(text).parse()
        (minute, hour, day, month, weekday) = (fields[0], fields[1], fields[2], fields[3], fields[4])
        description = normalized
    }

    /// Whether it names fixed times, which a clock change neither drops nor repeats.
    var isFixed: Bool { !minute.beginsWithStar && !hour.beginsWithStar }

    func allows(_ date: CivilDate) -> Bool {
        guard month.allows(date.month) else { return false }
        let (fitsDay, fitsWeekday) = (day.allows(date.day), weekday.allows(date.weekday))
        let isBoth = day.beginsWithStar || weekday.beginsWithStar
        return isBoth ? fitsDay && fitsWeekday : fitsDay || fitsWeekday
    }

    /// The first allowed minute of a day that is not before another.
    func firstMinute(from start: Int) -> Int? {
        let (startHour, startMinute) = (start / 60, start % 60)
        if hour.allows(startHour), let found = minute.first(from: startMinute) { return startHour * 60 + found }
        guard let nextHour = hour.first(from: startHour + 1), let first = minute.first(from: 0) else { return nil }
        return nextHour * 60 + first
    }
}
