internal import Arguments

/// `pipeline runs`: the history, with a file for each of its commands.
struct RunsCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "runs", summary: "List, show, compare, pin and cancel runs.", examples: [.init("pipeline runs")],
            subcommands: [
                RunsList(session: session).command,
                RunsShow(session: session).command,
                RunsCompare(session: session).command,
                RunsSweep(session: session).command,
                RunsPin(session: session).command,
                RunsUnpin(session: session).command,
                RunsCancel(session: session).command,
            ], defaultSubcommand: "list")
    }
}
