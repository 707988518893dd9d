import Suggestions

extension CommandLineInterface {
    /// Reads a command line.
    ///
    /// - Parameter words: The words after the program's name.
    /// - Returns: What is asked for.
    /// - Throws: A ``UsageError`` with every mistake there is.
    public func parse(_ words: [String]) throws(UsageError) -> CommandLineInterface.Outcome {
        if words.first == "__complete", words.count > 1 {
            return .complete(CompletionRequest(source: words[1], words: Array(words.dropFirst(2)), in: self))
        }
        if words.isEmpty { return .help(helpPage([root])) }
        var parser = Parser(interface: self, words: words)
        if words.first == "help", root.subcommand("help") == nil { parser.asksHelp() }
        try parser.readWords()
        return try parser.outcome()
    }
}

/// The state of reading one command line, from left to right.
struct Parser {
    let interface: CommandLineInterface
    var rest: ArraySlice<String>
    /// The commands from the program down to the one that is called.
    var path: [Command]
    var occurrences: [String: [Occurrence]] = [:]
    var mistakes: [String] = []
    private var wantsHelp = false
    private var argumentsTaken = 0
    /// Whether an unknown option came by that may or may not have taken the next word: arguments are not counted then.
    private var isUnsureOfArguments = false

    init(interface: CommandLineInterface, words: [String]) {
        self.interface = interface
        self.rest = words[...]
        self.path = [interface.root]
    }

    var command: Command { path[path.count - 1] }
    var declarations: [ParameterDeclaration] { command.declarations + interface.globals.map(\.declaration) }

    mutating func asksHelp() {
        rest.removeFirst()
        wantsHelp = true
    }

    mutating func readWords() throws(UsageError) {
        var optionsEnded = false
        while let word = rest.popFirst() {
            if optionsEnded {
                try readArgument(word)
            } else if word == "--" {
                optionsEnded = true
            } else if word.hasPrefix("--") {
                readLongOption(word)
            } else if word.hasPrefix("-"), word.count > 1, !isNegativeNumber(word) {
                readShortOptions(word)
            } else {
                try readArgument(word)
            }
        }
    }

    private func isNegativeNumber(_ word: String) -> Bool {
        guard Double(word) != nil, let second = word.dropFirst().first else { return false }
        return !declarations.contains { $0.short == second }
    }

    // MARK: - Arguments and commands

    private mutating func readArgument(_ word: String) throws(UsageError) {
        guard command.subcommands.isEmpty else {
            guard let next = command.subcommand(word) else { throw unknownCommand(word) }
            path.append(next)
            return
        }
        let arguments = command.declarations.filter { $0.kind == .argument }
        guard let declaration = arguments.dropFirst(argumentsTaken).first else {
            if !isUnsureOfArguments { mistakes.append("unexpected argument '\(word)'") }
            return
        }
        occurrences[declaration.name, default: []].append(Occurrence(text: word))
        if !declaration.isRepeatable { argumentsTaken += 1 }
    }

    private func unknownCommand(_ word: String) -> UsageError {
        let names = command.subcommands.map(\.name)
        let title = path.map(\.name).joined(separator: " ")
        let place = path.count > 1 ? " of '\(title)'" : ""
        var hint = suggestion(for: word, among: names)
        if hint.isEmpty, path.count > 1 { hint = "; it has \(names.listed("and"))" }
        return UsageError(mistakes: mistakes + ["unknown command '\(word)'\(place)\(hint)"], command: title)
    }

    // MARK: - Options

    private mutating func readLongOption(_ word: String) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count > 1 ? String(parts[1]) : nil
        guard let declaration = option(where: { $0.name == name }) else {
            reportUnknownOption(name, attached: attached)
            return
        }
        readValue(of: declaration, attached: attached)
    }

    /// Finds an option of the command, or of the command that runs when this group is called alone.
    private mutating func option(where matches: (ParameterDeclaration) -> Bool) -> ParameterDeclaration? {
        if let found = declarations.first(where: { $0.kind != .argument && matches($0) }) { return found }
        guard let fallback = command.fallback,
            let found = fallback.declarations.first(where: { $0.kind != .argument && matches($0) })
        else { return nil }
        path.append(fallback)
        return found
    }

    private mutating func reportUnknownOption(_ name: String, attached: String?) {
        let options = (declarations + (command.fallback?.declarations ?? [])).filter { $0.kind != .argument }
        let meant = closest(to: name, among: options.map(\.name))
        mistakes.append("unknown option '--\(name)'" + (meant.map { "; did you mean '--\($0)'?" } ?? ""))
        guard attached == nil else { return }
        // Its value must not be taken for an argument, which would make a second mistake of one.
        switch options.first(where: { $0.name == meant })?.kind {
        case .option:
            if let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
        case .flag: break
        default: isUnsureOfArguments = true
        }
    }

    private mutating func readValue(of declaration: ParameterDeclaration, attached: String?) {
        if declaration.name == helpFlag.declaration.name { wantsHelp = true }
        var text = attached
        switch declaration.kind {
        case .flag where attached != nil: mistakes.append("\(declaration.title) takes no value")
        case .optionWithOptionalValue where attached == nil:
            if let next = rest.first, !next.hasPrefix("-") { text = rest.popFirst() }
        case .option where attached == nil:
            guard let next = rest.first,
                !next.hasPrefix("-") || next == "-" || isNegativeNumber(next)
                    || declaration.mayBeginWithDash && !next.hasPrefix("--")
            else {
                let hint =
                    rest.isEmpty
                    ? "" : " (write --\(declaration.name)=\(declaration.placeholder) if it starts with a dash)"
                mistakes.append("\(declaration.title) needs a value, \(declaration.placeholder)\(hint)")
                return
            }
            text = rest.popFirst()
        case .flag, .option, .optionWithOptionalValue, .argument: break
        }
        occurrences[declaration.name, default: []].append(Occurrence(text: text))
    }

    /// Reads `-j 4`, `-j4`, `-j=4` and flags written together, `-qj4`.
    private mutating func readShortOptions(_ word: String) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let declaration = option(where: { $0.short == letter }) else {
                mistakes.append(
                    "unknown option '-\(letter)'" + (word.count > 2 ? " in '\(word)'\(longHint(word))" : ""))
                isUnsureOfArguments = true
                return
            }
            if declaration.takesValue, !letters.isEmpty {
                let value = letters.first == "=" ? letters.dropFirst() : letters
                readValue(of: declaration, attached: String(value))
                return
            }
            readValue(of: declaration, attached: nil)
        }
    }

    /// `-json` was meant as `--json`.
    private func longHint(_ word: String) -> String {
        let name = word.dropFirst().prefix { $0 != "=" }
        return declarations.contains { $0.kind != .argument && $0.name == name } ? "; did you mean '--\(name)'?" : ""
    }

    // MARK: - The end

    mutating func outcome() throws(UsageError) -> CommandLineInterface.Outcome {
        if wantsHelp { return .help(interface.helpPage(path)) }
        if let fallback = command.fallback { path.append(fallback) }
        let title = path.map(\.name).joined(separator: " ")
        let parsed = values()
        if command.action == nil, mistakes.isEmpty {
            mistakes.append("'\(title)' needs a command: \(command.subcommands.map(\.name).listed("or"))")
        }
        guard mistakes.isEmpty, let action = command.action else {
            throw UsageError(mistakes: mistakes, command: title)
        }
        let names = path.dropFirst().map(\.name)
        return .run(action, ParsedValues(command: names, values: parsed, given: Set(occurrences.keys)))
    }

    private mutating func values() -> [String: any Sendable] {
        var values: [String: any Sendable] = [:]
        for parameter in command.parameters + interface.globals {
            let declaration = parameter.declaration
            let found = occurrences[declaration.name] ?? []
            if found.isEmpty, declaration.isRequired {
                // An option with a mistake of its own has been reported already.
                let isReported = isUnsureOfArguments || mistakes.contains { $0.hasPrefix(declaration.title) }
                if !isReported { mistakes.append("missing \(declaration.title): \(declaration.help)") }
                continue
            }
            do {
                values[declaration.name] = try parameter.value(of: found)
            } catch {
                mistakes.append("\(declaration.title): \(error.reason)")
            }
        }
        for names in command.exclusions {
            let found = names.filter { occurrences[$0] != nil }.map { "'--\($0)'" }
            if found.count > 1 { mistakes.append("options \(found.listed("and")) exclude each other") }
        }
        return values
    }
}
