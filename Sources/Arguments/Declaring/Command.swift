/// A command: what it is for, what it takes, and what it does; or a group of commands.
public struct Command: Sendable {
    /// What a command does when it is run; the result is the program's exit code.
    public typealias Action = @Sendable (ParsedValues) async throws -> Int32

    /// The word that calls the command.
    public let name: String
    /// What the command does, in one sentence.
    public let summary: String
    /// What else there is to say, in paragraphs.
    public let discussion: String
    /// Command lines worth copying, each with what it does.
    public let examples: [Example]
    /// What the command does; nil for a group.
    public let action: Action?
    /// The commands of a group.
    public let subcommands: [Command]
    let aliases: [String]
    let parameters: [any DeclaredParameter]
    let exclusions: [[String]]
    let defaultSubcommand: String?

    /// Declares a command that does something.
    ///
    /// - Parameters:
    ///   - name: The word that calls it.
    ///   - aliases: Other words that call it; help does not show them.
    ///   - summary: What it does, in one sentence.
    ///   - discussion: What else there is to say.
    ///   - examples: Command lines worth copying.
    ///   - parameters: Its options, flags and arguments, in the order that help lists them.
    ///   - exclusions: Names of options of which only one may be given.
    ///   - action: What it does; returns the exit code.
    public init(
        _ name: String, aliases: [String] = [], summary: String, discussion: String = "", examples: [Example],
        parameters: [any DeclaredParameter] = [], exclusions: [[String]] = [], action: @escaping Action
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.examples = examples
        self.parameters = parameters
        self.exclusions = exclusions
        self.action = action
        self.subcommands = []
        self.defaultSubcommand = nil
    }

    /// Declares a group of commands.
    ///
    /// - Parameters:
    ///   - name: The word that calls it.
    ///   - summary: What the group is for, in one sentence.
    ///   - discussion: What else there is to say.
    ///   - examples: Command lines worth copying.
    ///   - subcommands: The commands of the group.
    ///   - defaultSubcommand: The one that runs when none is named.
    public init(
        _ name: String, summary: String, discussion: String = "", examples: [Example], subcommands: [Command],
        defaultSubcommand: String? = nil
    ) {
        precondition(
            defaultSubcommand.map { name in subcommands.contains { $0.name == name } } ?? true,
            "the default of '\(name)' is one of its commands")
        self.name = name
        self.aliases = []
        self.summary = summary
        self.discussion = discussion
        self.examples = examples
        self.parameters = []
        self.exclusions = []
        self.action = nil
        self.subcommands = subcommands
        self.defaultSubcommand = defaultSubcommand
    }

    /// The command that runs when the group is called alone.
    var fallback: Command? { subcommands.first { $0.name == defaultSubcommand } }

    var declarations: [ParameterDeclaration] { parameters.map(\.declaration) }

    func subcommand(_ word: String) -> Command? {
        subcommands.first { $0.name == word || $0.aliases.contains(word) }
    }
}

extension Command {
    /// A command line worth copying.
    public struct Example: Sendable {
        let line: String
        let meaning: String

        /// Makes an example from the whole command line and what it does.
        public init(_ line: String, _ meaning: String = "") {
            self.line = line
            self.meaning = meaning
        }
    }
}
