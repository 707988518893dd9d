internal import Arguments

/// What the manual tells beside the commands.
enum Manual {
    static let sections = [
        ManualSection(
            "Names",
            rows: [
                ("RUN", "`last`, the id of a run, or the beginning of one"),
                ("MODEL", "GROUP for its latest version, GROUP:VERSION, or GROUP@ALIAS"),
                ("STEP", "the name of a step of the pipeline; with the item in brackets for one step of a map"),
            ]),
        ManualSection(
            "Exit status",
            rows: [
                ("0", "what was asked for is done"),
                ("1", "the run failed, or what was asked for was tried and failed"),
                ("2", "a mistake on the command line or in a declaration; nothing was started"),
                ("130", "interrupted by Ctrl-C: once ends the running steps in good order, twice at once"),
                ("143", "ended by the signal TERM, in good order"),
            ]),
        ManualSection(
            "Environment",
            rows: [
                (
                    "PIPELINE_HOME",
                    "the folder with registry/ and artifacts/; without it, that of the project in which the command is run"
                ),
                ("NO_COLOR", "where it is set and not empty, nothing is printed in colour"),
                ("PATH", "where the programs that steps declare are looked up; steps see it too"),
                ("HOME", "what `~` stands for in the value of a parameter; steps see it too"),
                (
                    "LD_LIBRARY_PATH, SWIFT_BACKTRACE",
                    "steps in Swift see them; of all other variables a step sees those that it declares"
                ),
            ]),
        ManualSection(
            "What steps are given",
            paragraphs: ["A program or script that runs as a step finds these variables:"],
            rows: [
                ("PIPELINE_OUTPUTS", "the folder that its files and folders are written to"),
                ("PIPELINE_VALUES", "the file that it writes a JSON object with its values to"),
                (
                    "PIPELINE_EVENTS",
                    "the number of the descriptor that it may write metrics, progress and messages to, one JSON object a line"
                ),
                ("TMPDIR", "a folder of its own, which goes away with it"),
            ]),
        ManualSection(
            "Files",
            rows: [
                ("registry/registry.sqlite", "runs, results, metrics and models, in tables that sqlite3 reads"),
                ("artifacts/objects/", "what steps made, under the digest of its content"),
                ("artifacts/runs/RUN/STEP/", "the log of a step, and links to what it made"),
                ("pipelines/NAME/", "the declaration, the steps and the scripts of a pipeline"),
            ]),
    ]
}
