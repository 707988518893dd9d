/// A page in the macros of man(7) as it grows, line by line.
struct ManualText {
    private var lines: [String] = []

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// Adds a line that is escaped already.
    mutating func line(_ text: String) { lines.append(text) }

    /// Adds a request with its arguments, which are quoted where they need it.
    mutating func request(_ name: String, _ arguments: String...) {
        let quoted = arguments.map { argument in
            let text = Self.escaped(argument)
            return text.isEmpty || text.contains(" ") ? "\"\(text)\"" : text
        }
        lines.append(([".\(name)"] + quoted).joined(separator: " "))
    }

    /// Adds paragraphs, which stand apart by an empty line in the text; code between backticks is set in bold.
    mutating func paragraphs(_ text: String) {
        for paragraph in text.split(separator: "\n\n") {
            space()
            let words = paragraph.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            lines.append(Self.styled(words))
        }
    }

    /// Begins a paragraph; a heading has begun one already.
    mutating func space() {
        let isUnderHeading = lines.last.map { $0.hasPrefix(".SH ") || $0.hasPrefix(".SS ") } ?? false
        if !isUnderHeading { request("PP") }
    }

    /// Adds a term, which is escaped already, and what it means.
    mutating func row(_ term: String, _ description: String) {
        request("TP")
        lines.append(term)
        lines.append(Self.styled(description))
    }

    /// Adds command lines with what they do.
    mutating func examples(_ examples: [Command.Example]) {
        guard !examples.isEmpty else { return }
        space()
        lines.append(examples.count == 1 ? "Example:" : "Examples:")
        for example in examples {
            request("PP")
            request("RS", "4")
            request("nf")
            if !example.meaning.isEmpty { lines.append(Self.escaped("# \(example.meaning)")) }
            lines.append("\\fB\(Self.escaped(example.line))\\fR")
            request("fi")
            request("RE")
        }
    }

    /// The text as the formatter shows it unchanged: backslashes, dashes and quotes mean themselves, and no line is a
    /// request.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\e"
            case "-": escaped += "\\-"
            case "'": escaped += "\\(aq"
            case "`": escaped += "\\(ga"
            case "^": escaped += "\\(ha"
            case "~": escaped += "\\(ti"
            case "\"": escaped += "\\(dq"
            case "…": escaped += "..."
            default: escaped.append(character)
            }
        }
        return escaped.hasPrefix(".") ? "\\&\(escaped)" : escaped
    }

    /// The text escaped, with what stands between backticks in bold.
    private static func styled(_ text: String) -> String {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count % 2 == 1 else { return escaped(text) }
        let styled = parts.enumerated().map { index, part in
            let text = escaped(String(part))
            return index % 2 == 0 ? text : "\\fB\(text)\\fR"
        }.joined()
        return styled.hasPrefix(".") ? "\\&\(styled)" : styled
    }
}

extension String {
    /// A sentence as the list of all manual pages shows it: without a capital at its start or a full stop.
    var startingInLowercase: String {
        let sentence = hasSuffix(".") ? dropLast() : self[...]
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
}
