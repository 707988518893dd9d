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
                ("129", "ended with its terminal, in good order"),
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
                ("CLICOLOR_FORCE", "where it is set and neither empty nor `0`, colours are printed into files too"),
                ("CLICOLOR, TERM", "a terminal shows no colours where these are `0` and `dumb`"),
                (
                    "PATH",
                    "where the programs that steps declare, curl, git, crontab and the like are looked up; steps see it too"
                ),
                ("HOME", "what `~` stands for in the value of a parameter; steps see it too"),
                (
                    "LD_LIBRARY_PATH, SWIFT_BACKTRACE",
                    "steps in Swift see them; of all other variables a step sees those that it declares"
                ),
                ("CUDA_VISIBLE_DEVICES", "the graphics processors that training may use"),
                ("TMPDIR", "the folder for what is needed for a moment; without it /tmp"),
                ("USER, LOGNAME", "who approves, promotes and deletes models; without them, the user of the process"),
                ("TZ, TZDIR", "the time zone of schedules that name none, and the folder with the zones' files"),
                ("XDG_CONFIG_HOME", "the folder with systemd/user/ for timers, and git's own settings; else ~/.config"),
                (
                    "MLFLOW_TRACKING_TOKEN, MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD",
                    "who asks the server of `models export --to-mlflow`: a token, or a name and a password"
                ),
                (
                    "http_proxy, HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE, SSL_CERT_DIR, CURL_CA_BUNDLE",
                    "how curl reaches the servers of webhooks and of MLflow, and whose certificates it trusts"
                ),
                ("any other name", "the secret of a webhook, where registry/config.json or a pipeline names it"),
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
                ("registry/config.json", "who is told of failures and the like, on this machine"),
                ("artifacts/objects/", "what steps made, under the digest of its content"),
                ("artifacts/runs/RUN/STEP/", "the log of a step, and links to what it made"),
                ("artifacts/schedules/NAME.log", "what the runs of a schedule said, and three older files beside it"),
                ("PROGRAM.version", "beside a program that a step declares: what it was built against, for the record"),
                ("pipelines/NAME/", "the declaration, the steps and the scripts of a pipeline"),
                ("the crontab of the user", "a line for each schedule, with a comment at its end that names it"),
                ("~/.config/systemd/user/pipeline-*", "a timer and a service for each schedule of systemd"),
            ]),
    ]
}
