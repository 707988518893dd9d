internal import Arguments
internal import Commands

/// `pipeline data`: data sets of labelled images.
struct DataCommand: ProgramCommand {
    func declaration(in context: CommandContext) -> Command {
        Command(
            "data", summary: "Check data sets of labelled images, and fetch those that are published.",
            examples: [.init("pipeline data check data/sample"), .init("pipeline data get gtsrb")],
            subcommands: [
                DataCheckCommand(context: context).command,
                DataGetCommand(context: context).command,
            ])
    }
}
