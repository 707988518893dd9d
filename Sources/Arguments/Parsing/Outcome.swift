extension CommandLineInterface {
    /// What a command line asks for.
    public enum Outcome: Sendable {
        /// To run a command's action with its values.
        case run(Command.Action, ParsedValues)
        /// To show a help text.
        case help(String)
        /// To print candidates for a word that is being typed.
        case complete(CompletionRequest)
    }
}
