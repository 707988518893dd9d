internal import Arguments

/// `pipeline models`: the model registry.
struct ModelsCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "models", summary: "List, judge, promote, trace and exchange registered models.",
            examples: [.init("pipeline models")],
            subcommands: [
                ModelListCommand(session: session).command,
                ModelShowCommand(session: session).command,
                ModelStatusCommand(session: session).approve,
                ModelStatusCommand(session: session).reject,
                ModelAliasCommand(session: session).command,
                ModelRollbackCommand(session: session).command,
                ModelPolicyCommand(session: session).command,
                ModelHistoryCommand(session: session).command,
                ModelDiffCommand(session: session).command,
                ModelLineageCommand(session: session).command,
                ModelTagCommand(session: session).command,
                ModelDeletionCommand(session: session).delete,
                ModelDeletionCommand(session: session).restore,
                ModelExportCommand(session: session).command,
                ModelImportCommand(session: session).command,
            ], defaultSubcommand: "list")
    }
}
