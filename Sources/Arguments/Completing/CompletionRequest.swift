/// A shell's question for the candidates of a word that is being typed.
public struct CompletionRequest: Sendable, Equatable {
    /// The source that the declaration names, such as `pipelines`.
    public let source: String
    /// The names of the command, from the outermost: `["models", "alias", "set"]`.
    public let command: [String]
    /// The arguments before the cursor, in order.
    public let arguments: [String]
    /// What is typed of the word so far; the shell drops candidates that do not start with it.
    public let current: String

    /// Reads the words from the program's name to the cursor, forgiving every mistake among them.
    init(source: String, words: [String], in interface: CommandLineInterface) {
        var parser = Parser(interface: interface, words: Array(words.dropLast()))
        // The only thing that stops the reading is an unknown command, and what was read before it still counts.
        try? parser.readWords()
        self.source = source
        self.command = parser.path.dropFirst().map(\.name)
        self.arguments = parser.command.declarations.filter { $0.kind == .argument }
            .flatMap { parser.occurrences[$0.name] ?? [] }.compactMap(\.text)
        self.current = words.last ?? ""
    }
}
