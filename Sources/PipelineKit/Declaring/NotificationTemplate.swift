/// A text of a message with placeholders such as `{step}` in it; `{{` and `}}` stand for the signs themselves.
public struct NotificationTemplate: Hashable, Sendable {
    /// What a message can be made of.
    public enum Placeholder: String, CaseIterable, Sendable {
        /// What happened, such as `failure`.
        case event
        case pipeline, run
        /// How the run ended.
        case status
        /// The step that failed, why, and the last lines of its log; empty where none did.
        case step, error, tail
        /// Where to look.
        case link
        /// The model version that the run registered.
        case model
        /// The metric that fell or rose, with both values.
        case metric
        /// The machine that the run was on.
        case host
    }

    /// A text as it is, or a placeholder.
    enum Piece: Hashable, Sendable {
        case text(String)
        case placeholder(Placeholder)
    }

    /// A mistake in a template.
    public enum Mistake: Error, Hashable, Sendable {
        /// No placeholder has the name.
        case unknown(String)
        /// A brace that is none of a placeholder.
        case stray(Character)
    }

    let pieces: [Piece]

    /// Reads a template.
    /// - Throws: The first mistake in it.
    public init(_ text: String) throws(Mistake) {
        var pieces: [Piece] = []
        var literal = ""
        var rest = text[...]
        while let first = rest.popFirst() {
            switch first {
            case "{" where rest.first == "{", "}" where rest.first == "}":
                rest.removeFirst()
                literal.append(first)
            case "{":
                guard let end = rest.firstIndex(of: "}"), end != rest.startIndex else { throw .stray("{") }
                let name = String(rest[..<end])
                guard let placeholder = Placeholder(rawValue: name) else { throw .unknown(name) }
                if !literal.isEmpty { pieces.append(.text(literal)) }
                literal = ""
                pieces.append(.placeholder(placeholder))
                rest = rest[rest.index(after: end)...]
            case "}": throw .stray("}")
            default: literal.append(first)
            }
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        self.pieces = pieces
    }

    /// The placeholders in the order in which they stand.
    public var placeholders: [Placeholder] {
        pieces.compactMap { if case .placeholder(let placeholder) = $0 { placeholder } else { nil } }
    }

    /// Returns the text with a value in each place; what is in a value stays as it is.
    public func text(_ value: (Placeholder) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .placeholder(let placeholder): value(placeholder)
            }
        }.joined()
    }
}

extension NotificationTemplate.Mistake {
    /// What is wrong, as the end of a sentence about the template.
    public var message: String {
        switch self {
        case .unknown(let name): "has no meaning for '{\(name)}'"
        case .stray(let brace): "has a '\(brace)' that is part of no placeholder"
        }
    }

    /// What to do about it.
    public var help: String {
        switch self {
        case .unknown:
            "the placeholders are "
                + NotificationTemplate.Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
        case .stray(let brace): "write '\(brace)\(brace)' for the sign itself"
        }
    }
}
