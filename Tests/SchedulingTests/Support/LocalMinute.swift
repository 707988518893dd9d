import Glibc
import Scheduling

/// What a local clock shows, by the C library's calendar.
struct LocalMinute: Hashable {
    /// Seconds since 1970 as the clock counts them.
    let local: Int
    let minute, hour, day, month, weekday: Int

    init(local: Int) {
        self.local = local
        var seconds = time_t(local)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        (minute, hour, day) = (Int(parts.tm_min), Int(parts.tm_hour), Int(parts.tm_mday))
        (month, weekday) = (Int(parts.tm_mon) + 1, Int(parts.tm_wday))
    }
}

/// Some days minute by minute, and what the local clock shows in each.
struct Days {
    let start: Double
    let minutes: [LocalMinute]
    /// What the clock left out right before a minute, where it was set forward by three hours at most.
    let gaps: [Int: [LocalMinute]]
    /// The minutes in which the clock shows what it has shown before.
    let repeated: Set<Int>

    init(_ zone: Zone, from start: Double, count: Int) {
        self.start = start
        minutes = (0..<count * 1440).map { index in
            let time = start + Double(index) * 60
            return LocalMinute(local: Int(time) + zone.offset(at: time))
        }
        var gaps: [Int: [LocalMinute]] = [:]
        var repeated: Set<Int> = []
        var seen: Set<Int> = [minutes[0].local]
        for index in 1..<minutes.count {
            let (before, now) = (minutes[index - 1].local, minutes[index].local)
            if now > before + 60, now - before - 60 <= 3 * 3600 {
                gaps[index] = stride(from: before + 60, to: now, by: 60).map { LocalMinute(local: $0) }
            }
            if !seen.insert(now).inserted { repeated.insert(index) }
        }
        self.gaps = gaps
        self.repeated = repeated
    }

    /// The times of an expression, found by looking at each minute.
    func times(of expression: RandomExpression) -> [Double] {
        minutes.indices.dropFirst().filter { index in
            let fits = expression.fits(minutes[index])
            guard expression.isFixed else { return fits }
            return fits && !repeated.contains(index) || gaps[index]?.contains(where: expression.fits) ?? false
        }.map { start + Double($0) * 60 }
    }
}
