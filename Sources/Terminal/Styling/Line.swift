/// A line of text whose parts have inks of their own, measured and cut by what it takes on a screen.
///
/// Text from outside, such as a file's name, cannot disturb the screen: control characters show as replacements.
public struct Line: Sendable, Equatable, ExpressibleByStringInterpolation {
    struct Span: Sendable, Equatable {
        var text: String
        var inks: [Ink]
    }

    var spans: [Span]

    /// Makes a line in the given inks.
    public init(_ text: String, _ inks: Ink...) {
        spans = text.isEmpty ? [] : [Span(text: printable(text), inks: inks)]
    }

    init(spans: [Span]) { self.spans = spans }

    /// Makes a line without inks.
    public init(stringLiteral text: String) { self.init(text) }

    /// Puts two lines side by side.
    public static func + (left: Line, right: Line) -> Line { Line(spans: left.spans + right.spans) }

    /// Appends to a line.
    public static func += (left: inout Line, right: Line) { left.spans += right.spans }

    /// How many columns of a screen the line takes.
    public var width: Int { spans.reduce(0) { $0 + displayWidth($1.text) } }

    /// The line's text without inks.
    public var text: String { spans.map(\.text).joined() }

    /// The line with its escape sequences, as far as the style wants any.
    public func rendered(_ style: Style) -> String { spans.map { style.paint($0.text, $0.inks) }.joined() }

    /// Cuts the line to a number of columns; "…" stands for what is missing.
    public func truncated(to columns: Int) -> Line {
        guard width > columns else { return self }
        guard columns > 0 else { return Line(spans: []) }
        var left = columns - 1
        var kept: [Span] = []
        for span in spans {
            let text = prefix(of: span.text, columns: left)
            kept.append(Span(text: text, inks: span.inks))
            left -= displayWidth(text)
            if text.utf8.count < span.text.utf8.count { break }
        }
        kept[kept.count - 1].text += "…"
        return Line(spans: kept)
    }

    /// Breaks the line between words; a word that is wider than a line is one all the same.
    func wrapped(to columns: Int) -> [Line] {
        guard width > columns else { return [self] }
        var words = [Line("")]
        for span in spans {
            for (index, part) in span.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { words.append(Line("")) }
                if !part.isEmpty { words[words.count - 1].spans.append(Span(text: String(part), inks: span.inks)) }
            }
        }
        var lines: [Line] = []
        for word in words where !word.spans.isEmpty {
            if let last = lines.last, last.width + 1 + word.width <= columns {
                lines[lines.count - 1] += Line(" ") + word
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    /// Fills the line with spaces up to a number of columns, on its right or its left.
    func padded(to columns: Int, _ alignment: Table.Alignment) -> Line {
        let missing = columns - width
        guard missing > 0 else { return self }
        let space = Line(spans: [Span(text: String(repeating: " ", count: missing), inks: [])])
        return alignment == .left ? self + space : space + self
    }

    /// Drops spaces at the end.
    func trimmed() -> Line {
        var spans = spans
        while var last = spans.popLast() {
            while last.text.hasSuffix(" ") { last.text.removeLast() }
            guard last.text.isEmpty else { return Line(spans: spans + [last]) }
        }
        return Line(spans: [])
    }
}

/// The longest beginning of a text that fits into a number of columns.
private func prefix(of text: String, columns: Int) -> String {
    var left = columns
    return String(
        text.prefix { character in
            left -= displayWidth(of: character)
            return left >= 0
        })
}

/// Replaces what would move the cursor or change the terminal's state.
func printable(_ text: String) -> String {
    let isHarmless = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard !isHarmless else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n", "\t", "\r": result.append(" ")
        case _ where scalar.properties.generalCategory == .control: result.append("\u{FFFD}")
        default: result.append(scalar)
        }
    }
    return String(result)
}
