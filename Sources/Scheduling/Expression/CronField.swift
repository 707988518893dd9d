/// The values that one field of a cron expression allows.
struct CronField: Hashable, Sendable {
    /// Bit n is set where the value n is allowed.
    private(set) var bits: UInt64 = 0
    /// Whether the field is written with `*` in front, which cron takes for "unrestricted", even in `*/2`.
    var beginsWithStar = false

    mutating func allow(_ value: Int) { bits |= 1 << UInt64(value) }

    func allows(_ value: Int) -> Bool { bits & (1 << UInt64(value)) != 0 }

    /// The smallest allowed value that is not below another.
    func first(from value: Int) -> Int? {
        guard value < 64 else { return nil }
        let rest = bits >> UInt64(value)
        return rest == 0 ? nil : value + rest.trailingZeroBitCount
    }
}

extension CronField {
    /// Which of the five fields it is: what it is called, and which values it can have.
    struct Kind: Sendable {
        let name: String
        let range: ClosedRange<Int>
        /// The names of the values, from the lowest on.
        var names: [String] = []

        static let minute = Kind(name: "minute", range: 0...59)
        static let hour = Kind(name: "hour", range: 0...23)
        static let day = Kind(name: "day of month", range: 1...31)
        static let month = Kind(
            name: "month", range: 1...12,
            names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
        /// Sunday can be written as 0 and as 7, so that a range can end with it.
        static let weekday = Kind(
            name: "day of week", range: 0...7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])

        static let all = [minute, hour, day, month, weekday]

        /// What `*` stands for: Sunday counts once.
        var whole: ClosedRange<Int> { range.upperBound == 7 ? 0...6 : range }

        /// The values in words, for messages: "1 to 12 or JAN to DEC".
        var choices: String {
            let numbers = "\(range.lowerBound) to \(range.upperBound)"
            guard let first = names.first, let last = names.last else { return numbers }
            return "\(numbers) or \(first) to \(last)"
        }
    }
}
