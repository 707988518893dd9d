/// An expression made at random, with the values of its fields as they were chosen and not as they were read.
struct RandomExpression {
    let text: String
    private let minutes, hours, days, months, weekdays: Set<Int>
    let isFixed: Bool
    private let needsBoth: Bool

    init(_ random: inout SplitMix) {
        // Mostly what is due in the hours of clock changes, on any day.
        let minute = RandomExpression.field(0...59, odds: 3, &random)
        let hour = RandomExpression.field(random.next(in: 0...1) == 0 ? 0...23 : 0...4, whole: 0...23, odds: 3, &random)
        let day = RandomExpression.field(1...31, odds: 1, &random)
        let month = RandomExpression.field(1...12, odds: 1, of: 8, &random)
        let weekday = RandomExpression.field(0...6, odds: 1, &random)
        text = [minute, hour, day, month, weekday].map(\.text).joined(separator: " ")
        (minutes, hours, days, months, weekdays) =
            (minute.values, hour.values, day.values, month.values, weekday.values)
        isFixed = minute.text.first != "*" && hour.text.first != "*"
        needsBoth = day.text.first == "*" || weekday.text.first == "*"
    }

    func fits(_ parts: LocalMinute) -> Bool {
        let (day, weekday) = (days.contains(parts.day), weekdays.contains(parts.weekday))
        return minutes.contains(parts.minute) && hours.contains(parts.hour) && months.contains(parts.month)
            && (needsBoth ? day && weekday : day || weekday)
    }

    /// A field that is restricted in some of four cases.
    private static func field(
        _ range: ClosedRange<Int>, whole: ClosedRange<Int>? = nil, odds: Int, of cases: Int = 4,
        _ random: inout SplitMix
    ) -> (text: String, values: Set<Int>) {
        let whole = whole ?? range
        guard random.next(in: 1...cases) <= odds else {
            let step = random.next(in: 0...1) == 0 ? 1 : random.next(in: 2...whole.count)
            let values = Set(whole.filter { ($0 - whole.lowerBound) % step == 0 })
            return (step == 1 ? "*" : "*/\(step)", values)
        }
        var texts: [String] = []
        var values: Set<Int> = []
        for _ in 0..<random.next(in: 1...3) {
            let low = random.next(in: range)
            let high = random.next(in: low...range.upperBound)
            let step = random.next(in: 1...high - low + 1)
            switch random.next(in: 0...2) {
            case 0:
                texts.append("\(low)")
                values.insert(low)
            case 1:
                texts.append("\(low)-\(high)")
                values.formUnion(low...high)
            default:
                texts.append("\(low)-\(high)/\(step)")
                values.formUnion((low...high).filter { ($0 - low) % step == 0 })
            }
        }
        return (texts.joined(separator: ","), values)
    }
}

/// The same numbers on every machine.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    mutating func next(in range: ClosedRange<Int>) -> Int { range.lowerBound + Int(next() % UInt64(range.count)) }
}
