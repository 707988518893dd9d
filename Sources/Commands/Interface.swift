internal import Arguments

extension CommandLineInterface {
    /// Every command of the program, in the order in which help lists them.
    static func pipeline(_ session: Session) -> CommandLineInterface {
        let added = session.commands.map { $0.declaration(in: CommandContext(session)) }
        let before = running(session), after = maintaining(session)
        let own = Set((before + after).map(\.name))
        for command in added {
            precondition(!own.contains(command.name), "'\(command.name)' is the program's own command")
        }
        return CommandLineInterface(
            "pipeline", summary: "Runs machine-learning pipelines, caches every result, and says why a step ran.",
            examples: [
                .init("pipeline run road_sign", "runs what is not done yet"),
                .init("pipeline plan road_sign --set epochs=20", "shows what would run, and why"),
                .init("pipeline why last train", "says why a step ran"),
            ],
            globals: [GlobalOptions.json],
            commands: before + added + after)
    }

    /// Commands about pipelines, runs and models; those of the domains follow them.
    private static func running(_ session: Session) -> [Command] {
        [
            ListCommand(session: session).command,
            GraphCommand(session: session).command,
            PlanCommand(session: session).command,
            RunCommand(session: session).command,
            RunsCommand(session: session).command,
            MetricsCommand(session: session).command,
            ReproduceCommand(session: session).command,
            VerifyCommand(session: session).command,
            LogsCommand(session: session).command,
            WhyCommand(session: session).command,
            ModelsCommand(session: session).command,
        ]
    }

    /// Commands about the program and what it keeps.
    private static func maintaining(_ session: Session) -> [Command] {
        [
            ScheduleCommand(session: session).command,
            CacheCommand(session: session).command,
            BackupCommand(session: session).command,
            RestoreCommand(session: session).command,
            NotificationsCommand(session: session).command,
            InitCommand(session: session).command,
            NewCommand(session: session).command,
            DoctorCommand(session: session).command,
            VersionCommand(session: session).command,
            CompletionsCommand(session: session).command,
            ManualCommand(session: session).command,
        ]
    }
}

/// Options that every command takes.
enum GlobalOptions {
    static let json = CommandParameter.flag("json", help: "print one JSON document and nothing else on standard output")

    /// Refuses `--json` for a command whose output is a text as it is.
    static func refuseJSON(_ values: ParsedValues, by command: String, printing text: String) throws {
        guard values[json] else { return }
        throw CommandFailure("'\(command)' prints \(text), which is no JSON; leave out --json")
    }
}
