/// Whether text is coloured, and how.
public struct Style: Sendable, Equatable {
    /// Whether escape sequences are written at all.
    public let isColoured: Bool

    /// Makes a style that always colours, or never.
    public init(isColoured: Bool) { self.isColoured = isColoured }

    /// Decides as the conventions of the environment say.
    ///
    /// `NO_COLOR` that is not empty turns colours off and wins over all else; `CLICOLOR_FORCE` that is neither empty
    /// nor 0 turns them on wherever the text goes; else a terminal gets them, unless `TERM` is `dumb` or unset or
    /// `CLICOLOR` is 0.
    ///
    /// - Parameters:
    ///   - environment: The environment variables of the process.
    ///   - isTerminal: Whether the text goes to a terminal.
    public init(environment: [String: String], isTerminal: Bool) {
        if let value = environment["NO_COLOR"], !value.isEmpty {
            isColoured = false
        } else if let value = environment["CLICOLOR_FORCE"], !value.isEmpty, value != "0" {
            isColoured = true
        } else {
            let terminal = environment["TERM"] ?? ""
            isColoured = isTerminal && !terminal.isEmpty && terminal != "dumb" && environment["CLICOLOR"] != "0"
        }
    }

    /// Wraps a text in the escape sequences of its inks, or leaves it as it is.
    public func callAsFunction(_ text: String, _ inks: Ink...) -> String { paint(text, inks) }

    func paint(_ text: String, _ inks: [Ink]) -> String {
        guard isColoured, !inks.isEmpty, !text.isEmpty else { return text }
        let codes = inks.map { String($0.rawValue) }.joined(separator: ";")
        return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }
}

/// A colour or weight of text; the raw value is its code in an SGR escape sequence.
public enum Ink: Int, Sendable {
    case bold = 1
    case dim = 2
    case underlined = 4
    case red = 31
    case green = 32
    case yellow = 33
    case blue = 34
    case magenta = 35
    case cyan = 36
    case grey = 90
}
