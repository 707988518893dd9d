/// The offset of a zone for all times: one, or two that alternate within each year.
///
/// It is written as in the variable `TZ` of POSIX, with the extensions of RFC 8536: `CET-1CEST,M3.5.0,M10.5.0/3`. The
/// second offset can be the smaller one, as in Ireland.
struct ZoneRule: Hashable, Sendable {
    /// Ahead of UTC, in seconds.
    private let standard: Int
    private let summer: Summer?

    private struct Summer: Hashable {
        var offset: Int
        var start: YearlyChange
        var end: YearlyChange
    }

    /// Reads a rule; `nil` where the text is none.
    init?(_ text: String) {
        var reader = ZoneRuleReader(text)
        guard reader.skipName(), let west = reader.time() else { return nil }
        standard = -west
        guard !reader.isAtEnd else {
            summer = nil
            return
        }
        guard reader.skipName() else { return nil }
        var offset = standard + 3600
        if reader.next != UInt8(ascii: ",") {
            guard let west = reader.time() else { return nil }
            offset = -west
        }
        guard reader.skip(","), let start = reader.change(), reader.skip(","), let end = reader.change(),
            reader.isAtEnd
        else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    func segment(at time: Int) -> Zone.Segment {
        guard let summer else { return Zone.Segment(start: Zone.beginning, end: nil, offset: standard) }
        let year = CivilDate(day: floorDivide(time + standard, CivilDate.secondsPerDay)).year
        var changes: [(time: Int, offset: Int)] = []
        // Two years on either side, for a change can be days away from its year.
        for year in year - 2...year + 2 {
            changes.append((summer.end.local(in: year) - summer.offset, standard))
            changes.append((summer.start.local(in: year) - standard, summer.offset))
        }
        // Where summer ends and begins at once it lasts the whole year: its beginning has to come last.
        let sorted = changes.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
        guard let index = sorted.lastIndex(where: { $0.time <= time }) else {
            preconditionFailure("the changes of five years around \(time) begin before it")
        }
        let end = index + 1 < sorted.count ? sorted[index + 1].time : nil
        return Zone.Segment(start: sorted[index].time, end: end, offset: sorted[index].offset)
    }
}

/// A day of every year.
enum YearlyDay: Hashable, Sendable {
    /// 1 to 365; 29 February is never counted.
    case withoutLeapDay(Int)
    /// 0 to 365; 29 February is counted.
    case withLeapDay(Int)
    /// A weekday in a month: the first to fourth, or with 5 the last.
    case weekday(month: Int, week: Int, weekday: Int)
}

/// A moment of every year, by the local clock.
struct YearlyChange: Hashable, Sendable {
    var day: YearlyDay
    /// Seconds after the beginning of the day, which may be negative or longer than the day.
    var time: Int

    /// The moment in a year, in seconds by the local clock before the change.
    func local(in year: Int) -> Int { number(in: year) * CivilDate.secondsPerDay + time }

    private func number(in year: Int) -> Int {
        switch day {
        case .withoutLeapDay(let day):
            return CivilDate(year: year, month: 1, day: 1).number + day - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
        case .withLeapDay(let day):
            return CivilDate(year: year, month: 1, day: 1).number + day
        case .weekday(let month, let week, let weekday):
            let first = CivilDate(year: year, month: month, day: 1)
            let day = first.number + (weekday - first.weekday + 7) % 7 + (week - 1) * 7
            return day < first.firstOfNextMonth ? day : day - 7
        }
    }
}
