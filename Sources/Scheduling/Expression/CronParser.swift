internal import Suggestions

/// Reads the five fields of a cron expression, as crontab(5) has them.
struct CronParser {
    private let text: String
    private let characters: [Character]

    init(_ text: String) {
        self.text = text
        characters = Array(text)
    }

    func parse() throws(CronError) -> (fields: [CronField], normalized: String) {
        if let position = characters.firstIndex(where: \.isNewline) {
            throw error(position, "a line break does not belong into a cron expression")
        }
        let words = split()
        guard let first = words.first else {
            throw error(0, "the cron expression is empty; it has five fields: \(CronParser.order)")
        }
        if characters[first.lowerBound] == "@" {
            let macro = try CronMacro(reading: self, in: words)
            return (try CronParser(macro.expression).parse().fields, macro.name)
        }
        try checkCount(words)
        var fields: [CronField] = []
        for (word, kind) in zip(words, CronField.Kind.all) {
            var parser = CronFieldParser(characters, in: word, kind: kind, text: text)
            fields.append(try parser.parse())
        }
        try checkDays(fields, at: words[2].lowerBound)
        return (fields, words.map { String(characters[$0]) }.joined(separator: " "))
    }

    /// The places of the words between blanks.
    private func split() -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for (index, character) in characters.enumerated() {
            if !character.isWhitespace {
                start = start ?? index
            } else if let begun = start {
                words.append(begun..<index)
                start = nil
            }
        }
        if let start { words.append(start..<characters.count) }
        return words
    }

    private func checkCount(_ words: [Range<Int>]) throws(CronError) {
        if let position = characters.firstIndex(of: "=") {
            throw error(
                position, "a setting such as CRON_TZ=… is no part of a cron expression; give the time zone beside it")
        }
        if words.count > 5 {
            throw error(
                words[5].lowerBound,
                "a sixth field; the five are \(CronParser.order), without seconds, years or a command")
        }
        if words.count < 5 {
            let count = words.count == 1 ? "is 1 field" : "are \(words.count) fields"
            throw error(
                words[words.count - 1].upperBound, "there \(count); a cron expression has five: \(CronParser.order)")
        }
    }

    /// Refuses days that no month has.
    private func checkDays(_ fields: [CronField], at position: Int) throws(CronError) {
        let (days, months, weekdays) = (fields[2], fields[3], fields[4])
        // Where both are restricted, a day of the week is enough.
        guard days.beginsWithStar || weekdays.beginsWithStar, let day = days.first(from: 1) else { return }
        let longest = (1...12).filter(months.allows).map { CivilDate.longest(month: $0) }.max() ?? 0
        if day > longest { throw error(position, "never occurs: no chosen month has a day \(day)") }
    }

    func error(_ position: Int, _ reason: String) -> CronError {
        CronError(text: text, position: position, reason: reason)
    }

    func word(at place: Range<Int>) -> String { String(characters[place]) }

    private static let order = "minute, hour, day of month, month, day of week"
}

/// A name that stands for a whole expression, such as `@daily`.
struct CronMacro {
    let name: String
    let expression: String

    init(reading parser: CronParser, in words: [Range<Int>]) throws(CronError) {
        let word = parser.word(at: words[0])
        let name = word.lowercased()
        let position = words[0].lowerBound
        if name == "@reboot" {
            throw parser.error(position, "'@reboot' is the start of the machine, which is no time by the calendar")
        }
        if name == "@every" {
            throw parser.error(
                position, "'@every' is not known to cron; write a step, such as '*/15 * * * *' or '0 */2 * * *'")
        }
        guard let found = CronMacro.known.first(where: { $0.name == name }) else {
            let guess = suggestion(for: word, among: CronMacro.known.map(\.name))
            let names = CronMacro.known.map(\.name).joined(separator: ", ")
            throw parser.error(position, "'\(word)' is not one of \(names)\(guess)")
        }
        if words.count > 1 {
            throw parser.error(words[1].lowerBound, "nothing can follow '\(word)', which is a whole expression")
        }
        self = found
    }

    private init(_ name: String, _ expression: String) {
        self.name = name
        self.expression = expression
    }

    private static let known = [
        CronMacro("@hourly", "0 * * * *"), CronMacro("@daily", "0 0 * * *"), CronMacro("@midnight", "0 0 * * *"),
        CronMacro("@weekly", "0 0 * * 0"), CronMacro("@monthly", "0 0 1 * *"), CronMacro("@yearly", "0 0 1 1 *"),
        CronMacro("@annually", "0 0 1 1 *"),
    ]
}
