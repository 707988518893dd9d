import Arguments

/// A small program with every kind of parameter.
enum Sample {
    enum Picture: String, CaseIterable { case text, dot, mermaid, json }

    static let json = CommandParameter.flag("json", help: "print one JSON document")
    static let quiet = CommandParameter.flag("quiet", short: "q", help: "print nothing but mistakes")

    static let pipeline = CommandParameter.argument(
        "NAME", .name(completing: .source("pipelines")), help: "the pipeline")
    static let jobs = CommandParameter.option(
        "jobs", short: "j", .integer(in: 1...64), default: 2, help: "how many steps run at once")
    static let set = CommandParameter.repeatedOption(
        "set", .assignment(completing: .source("parameters")), help: "give a parameter a value")
    static let force = CommandParameter.repeatedOption(
        "force", .name("STEP", completing: .source("steps")), help: "run a step even if its result is known")
    static let forceAll = CommandParameter.flag("force-all", help: "run every step")
    static let failed = CommandParameter.optionWithOptionalValue(
        "failed", .name("RUN", completing: .source("runs")), help: "go on with a failed run, the last one unless named")
    static let threshold = CommandParameter.option(
        "threshold", short: "t", .number(in: -1...1),
        help: "where to cut; how it is chosen is told by the article about metrics")

    static let format = CommandParameter.option("format", .oneOf(), default: Picture.text, help: "what to print")
    static let run = CommandParameter.argument("RUN", .name(completing: .source("runs")), help: "the run")
    static let step = CommandParameter.optionalArgument("STEP", .name(completing: .source("steps")), help: "the step")
    static let runs = CommandParameter.arguments(
        "RUN", .name(completing: .source("runs")), isRequired: true, help: "the runs to set side by side")
    static let limit = CommandParameter.option("limit", .integer(in: 1...), default: 20, help: "how many to list")
    static let olderThan = CommandParameter.option("older-than", .duration(), help: "what nobody used for so long")
    static let keepSize = CommandParameter.option(
        "keep-size", .size(), default: 20_000_000_000, help: "how much may stay")
    static let alias = CommandParameter.argument("ALIAS", .choice(of: ["champion", "challenger"]), help: "the alias")
    static let reason = CommandParameter.requiredOption("reason", .text(), help: "why")
    static let shell = CommandParameter.argument("SHELL", .oneOf(Shell.self), default: .bash, help: "the shell")
    static let folder = CommandParameter.optionalArgument("FOLDER", .text(completing: .folders), help: "where to")

    static let interface = CommandLineInterface(
        "pipeline", summary: "Runs machine-learning pipelines.",
        examples: [.init("pipeline run road_sign", "train on the sample"), .init("pipeline models")],
        globals: [json, quiet],
        commands: [
            Command(
                "run", summary: "Runs a pipeline.",
                discussion: """
                    What is known from an earlier run is not computed again.

                    The exit code is 0 when every step succeeded and 1 when one failed, whatever the others did meanwhile.
                    """,
                examples: [.init("pipeline run road_sign --set epochs=12", "with another number of epochs")],
                parameters: [pipeline, jobs, set, force, forceAll, failed, threshold],
                exclusions: [["force", "force-all"]]
            ) { _ in 0 },
            Command(
                "graph", summary: "Prints a pipeline's graph.",
                examples: [.init("pipeline graph road_sign --format dot")], parameters: [pipeline, format]
            ) { _ in 0 },
            Command(
                "logs", summary: "Prints what steps wrote.", examples: [.init("pipeline logs last train")],
                parameters: [run, step]
            ) { _ in 0 },
            Command(
                "runs", summary: "Shows the runs of the past.", examples: [.init("pipeline runs")],
                subcommands: [
                    Command(
                        "list", aliases: ["ls"], summary: "Lists runs.", examples: [.init("pipeline runs list")],
                        parameters: [limit]
                    ) { _ in 0 },
                    Command(
                        "compare", summary: "Compares runs.", examples: [.init("pipeline runs compare a b")],
                        parameters: [runs]
                    ) { _ in 0 },
                ], defaultSubcommand: "list"),
            Command(
                "models", summary: "Manages models.", examples: [.init("pipeline models alias set champion")],
                subcommands: [
                    Command(
                        "alias", summary: "Moves aliases.", examples: [.init("pipeline models alias set champion")],
                        subcommands: [
                            Command(
                                "set", summary: "Sets an alias.",
                                examples: [.init("pipeline models alias set champion --reason better")],
                                parameters: [alias, reason]
                            ) { _ in 0 }
                        ]),
                    Command(
                        "export", summary: "Writes a model's files.", examples: [.init("pipeline models export out")],
                        parameters: [folder]
                    ) { _ in 0 },
                ]),
            Command(
                "gc", summary: "Frees space.", examples: [.init("pipeline gc --older-than 30d")],
                parameters: [olderThan, keepSize]
            ) { _ in 0 },
            Command(
                "completions", summary: "Prints a completion script.",
                examples: [.init("pipeline completions fish")], parameters: [shell]
            ) { _ in 0 },
        ])

    /// Reads a command line that has no mistakes.
    static func values(_ line: String) throws -> ParsedValues {
        switch try interface.parse(words(line)) {
        case .run(_, let values): values
        case .help(let text): throw Unexpected(description: text)
        case .complete(let request): throw Unexpected(description: "\(request)")
        }
    }

    static func mistakes(_ line: String) -> [String] {
        do {
            _ = try interface.parse(words(line))
            return []
        } catch {
            return error.mistakes
        }
    }

    static func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    struct Unexpected: Error, CustomStringConvertible { let description: String }
}
