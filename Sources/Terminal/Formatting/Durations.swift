extension Format {
    /// A length of time in its two largest units: "45 ms", "2.31 s", "1 min 05 s", "2 h 05 min", "3 d 04 h".
    public static func duration(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        if seconds < 0 { return "-" + Self.duration(.zero - duration) }
        if seconds == 0 { return "0 ms" }
        if seconds < 0.001 { return "\(decimal(seconds * 1000, places: 2)) ms" }
        // Each bound is where rounding would reach the next unit.
        if seconds < 0.9995 { return "\(decimal(seconds * 1000, places: 0)) ms" }
        if seconds < 9.995 { return "\(decimal(seconds, places: 2)) s" }
        if seconds < 59.95 { return "\(decimal(seconds, places: 1)) s" }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
        let minutes = Int((seconds / 60).rounded())
        if minutes < 1440 { return "\(minutes / 60) h \(twoDigits(minutes % 60)) min" }
        let hours = Int((seconds / 3600).rounded())
        return "\(count(hours / 24)) d \(twoDigits(hours % 24)) h"
    }

    /// A time as seen from another: "just now", "5 min ago", "in 3 h", "2 days ago".
    ///
    /// - Parameters:
    ///   - time: The time, in seconds since the start of 1970 in UTC.
    ///   - now: The time it is seen from, likewise.
    /// - Returns: The distance in its largest unit, and its direction.
    public static func relative(_ time: Double, now: Double) -> String {
        let distance = (now - time).magnitude
        let amount: String
        switch distance {
        case ..<60 where time <= now, ..<5: return "just now"
        case ..<60: amount = "\(Int(distance)) s"
        case ..<3600: amount = "\(Int(distance / 60)) min"
        case ..<86_400: amount = "\(Int(distance / 3600)) h"
        default: amount = count(Int(distance / 86_400), "day")
        }
        return time <= now ? "\(amount) ago" : "in \(amount)"
    }
}
