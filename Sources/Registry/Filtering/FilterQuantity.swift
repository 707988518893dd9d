/// Lengths of time and dates as filters write them.
enum FilterQuantity {
    private static let units: [String: Double] = [
        "ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800,
    ]

    /// Reads `90`, `45s`, `2m` or `1h30m` as seconds.
    static func seconds(_ text: String) -> Double? {
        if let plain = Double(text), plain.isFinite { return plain }
        var total = 0.0
        var rest = text[...]
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let number = Double(digits), let factor = units[unit.lowercased()] else { return nil }
            total += number * factor
        }
        return total
    }

    /// Reads a day, a minute or a second of it, in UTC or with a distance from it, as seconds since 1970.
    /// - Returns: Its first moment, and that of the next day, minute or second.
    static func moments(_ text: String) -> Range<Double>? {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        guard let date = parts.first, let days = days(date) else { return nil }
        let start = Double(days) * 86_400
        guard parts.count > 1 else { return start..<start + 86_400 }
        guard let (clock, offset) = split(parts[1]) else { return nil }
        let fields = clock.split(separator: ":", omittingEmptySubsequences: false).map { number($0, digits: 2) }
        guard fields.count == 2 || fields.count == 3, let hour = fields[0], hour < 24, let minute = fields[1],
            minute < 60
        else { return nil }
        guard fields.count == 3 else {
            let time = start + Double(hour * 3600 + minute * 60 - offset)
            return time..<time + 60
        }
        guard let second = fields[2], second < 60 else { return nil }
        let time = start + Double(hour * 3600 + minute * 60 + second - offset)
        return time..<time + 1
    }

    /// Splits a time of day from its distance from UTC in seconds: `08:30`, `08:30Z`, `08:30+02:00`.
    private static func split(_ text: Substring) -> (clock: Substring, offset: Int)? {
        if text.hasSuffix("Z") { return (text.dropLast(), 0) }
        guard let sign = text.firstIndex(where: { $0 == "+" || $0 == "-" }) else { return (text, 0) }
        let fields = text[text.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
            .map { number($0, digits: 2) }
        guard fields.count == 2, let hours = fields[0], hours < 24, let minutes = fields[1], minutes < 60 else {
            return nil
        }
        return (text[..<sign], (hours * 3600 + minutes * 60) * (text[sign] == "-" ? -1 : 1))
    }

    /// The number of a day of the Gregorian calendar, counted from the first of 1970.
    ///
    /// Counts years that start in March, as Howard Hinnant's "chrono-compatible low-level date algorithms" do.
    private static func days(_ text: Substring) -> Int? {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 3, let year = number(fields[0], digits: 4), let month = number(fields[1], digits: 2),
            let day = number(fields[2], digits: 2), (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func number(_ text: Substring, digits: Int) -> Int? {
        guard text.count == digits, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text)
    }
}
