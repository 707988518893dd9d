internal import Glibc

/// Times as people write them and as messages show them, in UTC unless an offset says otherwise.
public enum UTCTime {
    /// A text that is no time.
    public struct Mistake: Error, Equatable, CustomStringConvertible {
        /// What is wrong, and what a time looks like.
        public let description: String
    }

    /// A time for people: `2026-11-21 08:03:10 UTC`.
    public static func text(_ time: Double) -> String {
        var seconds = time_t(time.rounded(.down))
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "\(time) s since 1970" }
        let date = "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
        return "\(date) \(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec)) UTC"
    }

    /// Reads `2026-11-01`, which is its first moment, `2026-11-01T14:30` or `2026-11-01T14:30:15+01:00`.
    /// - Returns: Seconds since 1970.
    /// - Throws: ``Mistake`` with the part that is wrong.
    public static func parse(_ text: String) throws(Mistake) -> Double { try moments(text).lowerBound }

    /// Reads a time as ``parse(_:)`` does, as the whole day, minute or second that it names.
    /// - Parameter text: The time.
    /// - Returns: Its first moment, and that of the next day, minute or second, in seconds since 1970.
    /// - Throws: ``Mistake`` with the part that is wrong.
    public static func moments(_ text: String) throws(Mistake) -> Range<Double> {
        var rest = text[...]
        func mistake(_ reason: String) -> Mistake {
            Mistake(
                description: "'\(text)' is no time: \(reason); write 2026-11-01, 2026-11-01T14:30 (both in UTC) "
                    + "or 2026-11-01T14:30+01:00")
        }
        func number(_ name: String, digits: Int, in range: ClosedRange<Int>) throws(Mistake) -> Int {
            let word = rest.prefix(digits)
            guard word.count == digits, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(word)
            else { throw mistake("the \(name) is not \(digits) digits") }
            guard range.contains(value) else { throw mistake("there is no \(name) \(value)") }
            rest = rest.dropFirst(digits)
            return value
        }
        func skip(_ mark: Character) throws(Mistake) {
            guard rest.first == mark else {
                throw mistake(
                    rest.isEmpty ? "it ends where '\(mark)' should be" : "'\(rest)' should begin with '\(mark)'")
            }
            rest = rest.dropFirst()
        }
        var parts = tm()
        let year = try number("year", digits: 4, in: 1...9999)
        try skip("-")
        let month = try number("month", digits: 2, in: 1...12)
        try skip("-")
        let day = try number("day", digits: 2, in: 1...31)
        guard day <= days(in: month, of: year) else {
            throw mistake("there is no day \(day) in \(year)-\(digits(Int32(month)))")
        }
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
        func range(_ seconds: Double, offset: Int = 0) -> Range<Double> {
            let start = Double(timegm(&parts) - offset)
            return start..<start + seconds
        }
        guard !rest.isEmpty else { return range(86_400) }
        if rest.first == " " { rest = rest.dropFirst() } else { try skip("T") }
        parts.tm_hour = Int32(try number("hour", digits: 2, in: 0...23))
        try skip(":")
        parts.tm_min = Int32(try number("minute", digits: 2, in: 0...59))
        var length = 60.0
        if rest.first == ":" {
            rest = rest.dropFirst()
            length = 1
            parts.tm_sec = Int32(try number("second", digits: 2, in: 0...59))
        }
        var offset = 0
        if let sign = rest.first, sign == "+" || sign == "-" {
            rest = rest.dropFirst()
            let hours = try number("hour of the offset", digits: 2, in: 0...14)
            if rest.first == ":" { rest = rest.dropFirst() }
            offset = (hours * 60 + (try number("minute of the offset", digits: 2, in: 0...59))) * 60
            if sign == "-" { offset = -offset }
        } else if rest.first == "Z" {
            rest = rest.dropFirst()
        }
        guard rest.isEmpty else { throw mistake("'\(rest)' is too much") }
        return range(length, offset: offset)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func digits(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
