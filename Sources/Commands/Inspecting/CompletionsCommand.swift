internal import Arguments
internal import Terminal

/// `pipeline completions`: prints the completion script of a shell.
struct CompletionsCommand: Sendable {
    let session: Session

    static let shell = CommandParameter.argument("SHELL", .oneOf(Shell.self, "SHELL"), help: "the shell")

    var command: Command {
        Command(
            "completions", summary: "Print the completion script of a shell.",
            examples: [.init("source <(pipeline completions bash)", "completes in this bash")],
            parameters: [Self.shell],
            action: { values in
                try GlobalOptions.refuseJSON(values, by: "completions", printing: "a script for a shell")
                let interface = CommandLineInterface.pipeline(session)
                FileOutput.standard.write(interface.completionScript(for: values[Self.shell]))
                return 0
            })
    }
}
