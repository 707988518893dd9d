/// A program's whole command line: its commands, and the options that every command takes.
///
/// One declaration serves parsing (``parse(_:)``), help (``help(for:)``) and the completion scripts of the shells
/// (``completionScript(for:)``).
public struct CommandLineInterface: Sendable {
    let root: Command
    let globals: [any DeclaredParameter]

    /// Declares a program.
    ///
    /// - Parameters:
    ///   - name: The program's name.
    ///   - summary: What it is for, in one sentence.
    ///   - discussion: What else its help says.
    ///   - examples: Command lines to start with.
    ///   - globals: Options and flags that may stand anywhere; `--help` is always one of them.
    ///   - commands: The program's commands.
    public init(
        _ name: String, summary: String, discussion: String = "", examples: [Command.Example],
        globals: [any DeclaredParameter] = [], commands: [Command]
    ) {
        self.root = Command(
            name, summary: summary, discussion: discussion, examples: examples, subcommands: commands)
        self.globals = globals + [helpFlag]
    }
}

/// `--help`, which every command has.
let helpFlag = CommandParameter.flag("help", short: "h", help: "show this help")
