internal import Arguments

/// `pipeline models`: the model registry.
struct ModelsCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "models", summary: "List, show, approve, reject, alias and export registered models.",
            examples: [.init("pipeline models")],
            subcommands: [
                ModelListCommand(session: session).command,
                ModelShowCommand(session: session).command,
                ModelStatusCommand(session: session).approve,
                ModelStatusCommand(session: session).reject,
                ModelAliasCommand(session: session).command,
                ModelExportCommand(session: session).command,
            ], defaultSubcommand: "list")
    }
}
