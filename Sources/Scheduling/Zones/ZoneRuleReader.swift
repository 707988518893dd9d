/// Reads the parts of a rule of the variable `TZ`.
struct ZoneRuleReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index == bytes.count }
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Skips a character, or returns false where another one stands.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// Skips the name of an offset: letters, or anything between angle brackets.
    mutating func skipName() -> Bool {
        let start = index
        if skip("<") {
            while let next, next != UInt8(ascii: ">") { index += 1 }
            return skip(">")
        }
        while let next, (next | 0x20) >= UInt8(ascii: "a"), (next | 0x20) <= UInt8(ascii: "z") { index += 1 }
        return index > start
    }

    /// Reads hours, minutes and seconds with a sign, as seconds.
    mutating func time() -> Int? {
        let sign = skip("-") ? -1 : 1
        if sign == 1 { _ = skip("+") }
        guard var seconds = number(upTo: 167).map({ $0 * 3600 }) else { return nil }
        for unit in [60, 1] where next == UInt8(ascii: ":") {
            index += 1
            guard let part = number(upTo: 59) else { return nil }
            seconds += part * unit
        }
        return sign * seconds
    }

    /// Reads a day of the year and a time, which is 2:00 where none is given.
    mutating func change() -> YearlyChange? {
        guard let day = day() else { return nil }
        guard skip("/") else { return YearlyChange(day: day, time: 7200) }
        return time().map { YearlyChange(day: day, time: $0) }
    }

    private mutating func day() -> YearlyDay? {
        if skip("M") {
            guard let month = number(upTo: 12), month > 0, skip("."), let week = number(upTo: 5), week > 0, skip("."),
                let weekday = number(upTo: 6)
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        }
        if skip("J") {
            guard let day = number(upTo: 365), day > 0 else { return nil }
            return .withoutLeapDay(day)
        }
        return number(upTo: 365).map(YearlyDay.withLeapDay)
    }

    private mutating func number(upTo limit: Int) -> Int? {
        let start = index
        var number = 0
        while let next, next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9"), number <= limit {
            number = number * 10 + Int(next - UInt8(ascii: "0"))
            index += 1
        }
        return index > start && number <= limit ? number : nil
    }
}
