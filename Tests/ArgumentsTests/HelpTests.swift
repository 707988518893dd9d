import Arguments
import Testing

@Suite struct HelpTests {
    @Test func `The program's help lists its commands`() {
        #expect(
            Sample.interface.help(for: []) == """
                Runs machine-learning pipelines.

                Usage:
                  pipeline COMMAND [options]

                Commands:
                  run          Runs a pipeline.
                  graph        Prints a pipeline's graph.
                  logs         Prints what steps wrote.
                  runs         Shows the runs of the past.
                  models       Manages models.
                  gc           Frees space.
                  completions  Prints a completion script.

                Options of every command:
                      --json   print one JSON document
                  -q, --quiet  print nothing but mistakes
                  -h, --help   show this help

                Examples:
                  # train on the sample
                  pipeline run road_sign
                  pipeline models

                'pipeline COMMAND --help' explains a command.
                """)
    }
    @Test func `A command's help explains all it takes`() {
        #expect(
            Sample.interface.help(for: ["run"]) == """
                Runs a pipeline.

                Usage:
                  pipeline run NAME [options]

                Arguments:
                  NAME  the pipeline

                Options:
                  -j, --jobs N         how many steps run at once (from 1 to 64; default: 2)
                      --set KEY=VALUE  give a parameter a value (repeatable)
                      --force STEP     run a step even if its result is known (repeatable)
                      --force-all      run every step
                      --failed [RUN]   go on with a failed run, the last one unless named
                  -t, --threshold X    where to cut; how it is chosen is told by the article
                                       about metrics (from -1.0 to 1.0)

                Options of every command:
                      --json   print one JSON document
                  -q, --quiet  print nothing but mistakes
                  -h, --help   show this help

                What is known from an earlier run is not computed again.

                The exit code is 0 when every step succeeded and 1 when one failed, whatever the
                others did meanwhile.

                Examples:
                  # with another number of epochs
                  pipeline run road_sign --set epochs=12
                """)
    }
    @Test func `A group's help names its default`() {
        #expect(
            Sample.interface.help(for: ["runs"]) == """
                Shows the runs of the past.

                Usage:
                  pipeline runs [COMMAND] [options]

                Commands:
                  list     Lists runs. (the default)
                  compare  Compares runs.

                Options of every command:
                      --json   print one JSON document
                  -q, --quiet  print nothing but mistakes
                  -h, --help   show this help

                Examples:
                  pipeline runs

                'pipeline runs COMMAND --help' explains a command.
                """)
    }
    @Test func `Limits, choices and required options are shown`() {
        #expect(
            Sample.interface.help(for: ["models", "alias", "set"]) == """
                Sets an alias.

                Usage:
                  pipeline models alias set --reason REASON ALIAS [options]

                Arguments:
                  ALIAS  the alias (champion or challenger)

                Options:
                      --reason REASON  why

                Options of every command:
                      --json   print one JSON document
                  -q, --quiet  print nothing but mistakes
                  -h, --help   show this help

                Examples:
                  pipeline models alias set champion --reason better
                """)
        #expect(
            Sample.interface.help(for: ["gc"]) == """
                Frees space.

                Usage:
                  pipeline gc [options]

                Options:
                      --older-than DURATION  what nobody used for so long
                      --keep-size SIZE       how much may stay (default: 20GB)

                Options of every command:
                      --json   print one JSON document
                  -q, --quiet  print nothing but mistakes
                  -h, --help   show this help

                Examples:
                  pipeline gc --older-than 30d
                """)
        #expect(
            Sample.interface.help(for: ["graph"]) == """
                Prints a pipeline's graph.

                Usage:
                  pipeline graph NAME [options]

                Arguments:
                  NAME  the pipeline

                Options:
                      --format FORMAT  what to print (text, dot, mermaid or json; default: text)

                Options of every command:
                      --json   print one JSON document
                  -q, --quiet  print nothing but mistakes
                  -h, --help   show this help

                Examples:
                  pipeline graph road_sign --format dot
                """)
    }

    @Test(arguments: [
        ("--help", []), ("help", []), ("", []), ("run --help", ["run"]), ("run -h --jobs", ["run"]),
        ("help run", ["run"]), ("help models alias", ["models", "alias"]), ("--help runs", ["runs"]),
        ("models alias -h set", ["models", "alias", "set"]),
    ])
    func `Help is shown wherever it is asked for, whatever else is wrong`(line: String, command: [String]) throws {
        guard case .help(let text) = try Sample.interface.parse(Sample.words(line)) else {
            Issue.record("no help")
            return
        }
        #expect(text == Sample.interface.help(for: command))
    }

    @Test func `Help for an unknown command names the closest one`() {
        #expect(Sample.mistakes("help rnu") == ["unknown command 'rnu'; did you mean 'run'?"])
        #expect(Sample.interface.help(for: ["rnu"]) == nil)
    }

    @Test func `Every command is listed for the manual`() {
        #expect(Sample.interface.allCommands.count == 13)
        #expect(Sample.interface.allCommands.contains(["models", "alias", "set"]))
    }
}
