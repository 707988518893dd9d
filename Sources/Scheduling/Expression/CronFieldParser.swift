internal import Suggestions

/// Reads one field of a cron expression: a list of values, ranges and steps.
struct CronFieldParser {
    private let characters: [Character]
    private let end: Int
    private let kind: CronField.Kind
    private let text: String
    private var index: Int

    init(_ characters: [Character], in place: Range<Int>, kind: CronField.Kind, text: String) {
        self.characters = characters
        index = place.lowerBound
        end = place.upperBound
        self.kind = kind
        self.text = text
    }

    mutating func parse() throws(CronError) -> CronField {
        var field = CronField()
        field.beginsWithStar = next == "*"
        while true {
            try parseElement(into: &field)
            guard let next else { return field }
            guard next == "," else { throw unexpected() }
            index += 1
        }
    }

    private var next: Character? { index < end ? characters[index] : nil }

    private mutating func parseElement(into field: inout CronField) throws(CronError) {
        var range = kind.whole
        var isSingle = false
        if next == "*" {
            index += 1
        } else {
            let start = index
            let low = try parseValue()
            if next == "-" {
                index += 1
                var high = try parseValue()
                // "SAT-SUN" is a weekend: at the end of a range Sunday follows Saturday.
                if kind.range.upperBound == 7, high == 0, low > 0 { high = 7 }
                guard low <= high else { throw error(start, backwards(low, high)) }
                range = low...high
            } else {
                range = low...low
                isSingle = true
            }
        }
        var step = 1
        if next == "/" {
            guard !isSingle else {
                let step = String(characters[index..<end].prefix { $0 != "," })
                let range = "\(range.lowerBound)-\(kind.whole.upperBound)"
                throw error(index, "a step needs a range to go through, such as \(range)\(step)")
            }
            index += 1
            step = try parseStep(through: range.count)
        }
        for value in stride(from: range.lowerBound, through: range.upperBound, by: step) {
            field.allow(kind.range.upperBound == 7 && value == 7 ? 0 : value)
        }
    }

    private func backwards(_ low: Int, _ high: Int) -> String {
        let whole = kind.whole
        let (first, second) = (
            CronFieldParser.range(low, whole.upperBound), CronFieldParser.range(whole.lowerBound, high)
        )
        return "the range \(low)-\(high) runs backwards; write \(first),\(second)"
    }

    private static func range(_ low: Int, _ high: Int) -> String { low == high ? "\(low)" : "\(low)-\(high)" }

    private mutating func parseStep(through count: Int) throws(CronError) -> Int {
        let start = index
        guard let step = try parseNumber() else {
            throw index < end && next != "," ? unexpected() : error(start, "the step of the \(kind.name) is missing")
        }
        guard step > 0 else { throw error(start, "a step of 0 leads nowhere; write 1 or more") }
        guard step <= count else {
            throw error(start, "the step \(step) is longer than its range, which has \(count) values")
        }
        return step
    }

    private mutating func parseValue() throws(CronError) -> Int {
        let start = index
        if let number = try parseNumber() {
            guard kind.range.contains(number) else {
                throw error(start, "the \(kind.name) \(number) is not within \(kind.choices)")
            }
            return number
        }
        while let next, next.isLetter { index += 1 }
        guard index > start else {
            guard let next, next != ",", next != "-", next != "/" else {
                throw error(start, "a value is missing in the \(kind.name)")
            }
            throw unexpected()
        }
        let word = String(characters[start..<index])
        let upper = word.uppercased()
        if let position = kind.names.firstIndex(of: upper) { return kind.range.lowerBound + position }
        if let reason = CronFieldParser.extensions[upper] { throw error(start, reason) }
        throw error(start, "'\(word)' is no \(kind.name)\(hint(for: upper))")
    }

    /// What to write for a word that is no name.
    private func hint(for word: String) -> String {
        if kind.names.isEmpty { return "; write \(kind.choices)" }
        // Whole names ("MONDAY") are too far from the short ones to be slips.
        if let name = kind.names.first(where: word.hasPrefix) { return "; did you mean '\(name)'?" }
        let guess = suggestion(for: word, among: kind.names)
        return guess.isEmpty ? "; write \(kind.choices)" : guess
    }

    private mutating func parseNumber() throws(CronError) -> Int? {
        let start = index
        while let next, next.isASCII, next.isNumber { index += 1 }
        guard index > start else { return nil }
        let digits = String(characters[start..<index])
        guard let number = Int(digits) else { throw error(start, "the number \(digits) is far too large") }
        return number
    }

    /// An error about the character where the parser stands.
    private func unexpected() -> CronError {
        let character = characters[index]
        let reason = CronFieldParser.extensions[character.uppercased()]
        return error(index, reason ?? "'\(character)' has no meaning here in the \(kind.name)")
    }

    private func error(_ position: Int, _ reason: String) -> CronError {
        CronError(text: text, position: position, reason: reason)
    }

    /// What other schedulers know and cron does not, with what to do instead.
    private static let extensions: [String: String] = [
        "?": "'?' is not known to cron; write '*'",
        "L": "'L' (the last day) is not known to cron; choose a day that every month has, such as 28",
        "LW": "'LW' (the last working day) is not known to cron; choose a day that every month has, such as 28",
        "W": "'W' (the nearest working day) is not known to cron; restrict the day of week, such as MON-FRI",
        "#": "'#' (the nth such day of a month) is not known to cron; restrict the day of month or the day of week",
        "H": "'H' (a time chosen by a hash) is not known to cron; choose a time, and spread the load with a jitter",
        "~": "'~' (a random time) is not known to cron; choose a time, and spread the load with a jitter",
    ]
}
