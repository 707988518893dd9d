import Glibc

/// A fixed distance from UTC, which times are shown in.
public struct FixedTimeZone: Sendable, Equatable {
    /// Seconds east of Greenwich.
    public let offset: Int

    /// Makes a zone from its distance in seconds.
    public init(offset: Int) { self.offset = offset }

    /// Coordinated universal time.
    public static let utc = FixedTimeZone(offset: 0)

    /// The distance that the machine's time zone has at a time, in seconds since the start of 1970 in UTC.
    public static func local(at time: Double) -> FixedTimeZone {
        var seconds = time_t(time.rounded(.down))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return .utc }
        return FixedTimeZone(offset: parts.tm_gmtoff)
    }

    /// The distance as ISO 8601 writes it: "Z", "+02:00", "-03:30".
    public var text: String {
        guard offset != 0 else { return "Z" }
        let minutes = offset.magnitude / 60
        let sign = offset < 0 ? "-" : "+"
        return "\(sign)\(Format.twoDigits(Int(minutes) / 60)):\(Format.twoDigits(Int(minutes) % 60))"
    }
}

extension Format {
    /// A time for people: "2026-11-21 08:03:10".
    ///
    /// - Parameters:
    ///   - time: The time, in seconds since the start of 1970 in UTC.
    ///   - zone: The zone it is shown in.
    /// - Returns: The date and the time of day, to the second that has begun.
    public static func date(_ time: Double, in zone: FixedTimeZone) -> String { date(time, in: zone, separator: " ") }

    /// A time for programs, as ISO 8601 and RFC 3339 write it: "2026-11-21T08:03:10Z".
    public static func timestamp(_ time: Double, in zone: FixedTimeZone = .utc) -> String {
        date(time, in: zone, separator: "T") + zone.text
    }

    private static func date(_ time: Double, in zone: FixedTimeZone, separator: String) -> String {
        let seconds = Int(time.rounded(.down)) + zone.offset
        let days = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        let rest = seconds - days * 86_400
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(twoDigits).joined(separator: ":")
        let (year, month, day) = civil(daysSince1970: days)
        let years = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        return "\(years)-\(twoDigits(month))-\(twoDigits(day))\(separator)\(clock)"
    }

    /// The date of a day in the Gregorian calendar.
    ///
    /// Counts eras of 400 years and years that start in March, as Howard Hinnant's "chrono-compatible low-level date
    /// algorithms" do.
    private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
