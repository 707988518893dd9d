extension CommandLineInterface {
    /// Explains a command.
    ///
    /// - Parameter command: The names from the outermost, such as `["models", "alias"]`; none for the program itself.
    /// - Returns: The help text, or nil when there is no such command.
    public func help(for command: [String]) -> String? {
        commands(along: command).map(helpPage)
    }

    /// The commands from the program down to the one that is named; `nil` when there is none of that name.
    func commands(along names: [String]) -> [Command]? {
        var path = [root]
        for name in names {
            guard let next = path[path.count - 1].subcommand(name) else { return nil }
            path.append(next)
        }
        return path
    }

    /// Every command of the program with its names from the outermost, for making a manual.
    public var allCommands: [[String]] {
        func walk(_ command: Command, _ path: [String]) -> [[String]] {
            [path] + command.subcommands.flatMap { walk($0, path + [$0.name]) }
        }
        return walk(root, [])
    }

    func helpPage(_ path: [Command]) -> String {
        let command = path[path.count - 1]
        let title = path.map(\.name).joined(separator: " ")
        let arguments = command.declarations.filter { $0.kind == .argument }
        let options = command.declarations.filter { $0.kind != .argument }
        var page = HelpPage()
        page.paragraph(command.summary)
        page.section("Usage", lines: [usage(of: path)])
        page.section("Commands", rows: command.subcommands.map { ($0.name, $0.summary + note($0, in: command)) })
        page.section("Arguments", rows: arguments.map { ($0.name, $0.description) })
        page.section("Options", rows: options.map { ($0.spelling, $0.description) })
        page.section(
            "Options of every command", rows: globals.map { ($0.declaration.spelling, $0.declaration.description) })
        for paragraph in command.discussion.split(separator: "\n\n") { page.paragraph(String(paragraph)) }
        page.section("Examples", lines: command.examples.flatMap(\.lines))
        if !command.subcommands.isEmpty { page.paragraph("'\(title) COMMAND --help' explains a command.") }
        return page.text
    }

    func usage(of path: [Command]) -> String {
        let command = path[path.count - 1]
        var words = path.map(\.name)
        if !command.subcommands.isEmpty { words.append(command.fallback == nil ? "COMMAND" : "[COMMAND]") }
        let options = command.declarations.filter { $0.kind != .argument }
        words += options.filter(\.isRequired).map { "--\($0.name) \($0.placeholder)" }
        words += command.declarations.filter { $0.kind == .argument }.map(\.usage)
        words.append("[options]")
        return words.joined(separator: " ")
    }

    private func note(_ subcommand: Command, in command: Command) -> String {
        subcommand.name == command.defaultSubcommand ? " (the default)" : ""
    }
}

extension ParameterDeclaration {
    /// How help shows an option: `-j, --jobs N`.
    var spelling: String {
        let value =
            switch kind {
            case .flag, .argument: ""
            case .option: " \(placeholder)"
            case .optionWithOptionalValue: " [\(placeholder)]"
            }
        return (short.map { "-\($0), " } ?? "    ") + "--\(name)\(value)"
    }

    /// What a parameter means, with its limits and its default.
    var description: String {
        var notes: [String] = []
        if !choices.isEmpty { notes.append(choices.listed("or")) }
        if let limits { notes.append(limits) }
        if kind == .option, isRepeatable { notes.append("repeatable") }
        if let defaultText, !defaultText.isEmpty { notes.append("default: \(defaultText)") }
        return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
    }
}

extension Command.Example {
    fileprivate var lines: [String] { meaning.isEmpty ? [line] : ["# \(meaning)", line] }
}

/// A help text as it grows, section by section.
private struct HelpPage {
    /// Fixed, so that a help text is the same everywhere and a manual can be made of it.
    private static let width = 80
    /// Terms wider than this stand on a line of their own.
    private static let widestTerm = 28
    private var sections: [String] = []

    var text: String { sections.joined(separator: "\n\n") }

    mutating func paragraph(_ text: String) {
        sections.append(wrapped(text, to: Self.width).joined(separator: "\n"))
    }

    mutating func section(_ title: String, lines: [String]) {
        guard !lines.isEmpty else { return }
        sections.append("\(title):\n" + lines.map { "  " + $0 }.joined(separator: "\n"))
    }

    mutating func section(_ title: String, rows: [(term: String, description: String)]) {
        let column = rows.map(\.term.count).filter { $0 <= Self.widestTerm }.max() ?? 0
        var lines: [String] = []
        for row in rows {
            var description = wrapped(row.description, to: Self.width - column - 4)[...]
            var line = row.term
            if row.term.count <= column, let first = description.popFirst() {
                line += String(repeating: " ", count: column - row.term.count + 2) + first
            }
            lines.append(line)
            lines += description.map { String(repeating: " ", count: column + 2) + $0 }
        }
        section(title, lines: lines)
    }
}

/// Breaks a text at its spaces so that no line is longer than the width, unless a single word is.
private func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
        if let last = lines.last, last.count + 1 + word.count <= width {
            lines[lines.count - 1] = "\(last) \(word)"
        } else {
            lines.append(String(word))
        }
    }
    return lines
}
