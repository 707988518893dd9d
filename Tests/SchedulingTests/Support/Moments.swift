import Glibc
import Scheduling

/// Reads a time of UTC, such as "2026-03-29 01:00" or "2026-03-29 01:00:30", by the C library's calendar.
func utc(_ text: String) -> Double {
    let numbers = text.split { "- :".contains($0) }.compactMap { Int32($0) }
    guard numbers.count == 5 || numbers.count == 6 else { preconditionFailure("no time: \(text)") }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (numbers[0] - 1900, numbers[1] - 1, numbers[2])
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers.count == 6 ? numbers[5] : 0)
    return Double(timegm(&parts))
}

/// Writes a time of UTC by the C library's calendar; seconds only where there are any.
func text(_ time: Double?) -> String {
    guard let time else { return "never" }
    var seconds = time_t(time)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    strftime(&buffer, buffer.count, parts.tm_sec == 0 ? "%Y-%m-%d %H:%M" : "%Y-%m-%d %H:%M:%S", &parts)
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// The next times of an expression, in UTC.
func times(_ expression: CronExpression, after start: Double, count: Int, in zone: Zone) -> [String] {
    var time = start
    var texts: [String] = []
    for _ in 0..<count {
        guard let next = expression.next(after: time, in: zone) else { return texts + ["never"] }
        texts.append(text(next))
        time = next
    }
    return texts
}
