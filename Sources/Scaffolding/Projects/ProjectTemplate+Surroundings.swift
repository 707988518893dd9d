extension ProjectTemplate {
    /// What a newcomer to the project reads.
    var readme: TemplateFile {
        TemplateFile(
            "README.md",
            """
            # \(name.text)

            Pipelines in Swift: typed steps, cached by content, with a reason for everything that runs.

            ```
            bin/pipeline run first              # builds what changed, then runs what is not done yet
            bin/pipeline run first              # again: nothing is left to do
            bin/pipeline plan first --set top=5 # what a change would cause, without running it
            bin/pipeline why last count         # why a step ran
            bin/pipeline new cleaning           # another pipeline
            swift test                          # the tests
            ```

            `bin/pipeline --help` lists all commands. To build you need Linux, [Swift](https://www.swift.org/install/) 6.2 or later,
            and the headers of OpenSSL, SQLite and zlib: `sudo apt-get install libssl-dev libsqlite3-dev zlib1g-dev`.

            | where | what |
            | --- | --- |
            | `pipelines/NAME/` | a pipeline: its declaration, its steps, its scripts |
            | `pipelines/Pipelines.swift` | the list of all pipelines |
            | `Sources/\(name.text)/Main.swift` | the program |
            | `Tests/` | the tests |
            | `registry/`, `artifacts/` | what the program remembers and what steps made; not for git |
            | `.github/workflows/ci.yml` | builds, tests and runs everything at each push |

            ## Every night

            ```
            bin/pipeline schedule add first --cron "0 2 * * *" --timezone Europe/Berlin --if-changed
            ```

            adds one line to your crontab: at two in the morning the pipeline runs, if anything has changed that it depends on.

            """)
    }

    /// A workflow that builds, tests and runs the project.
    var workflow: TemplateFile {
        let note: String
        switch package {
        case .repository: note = ""
        case .folder:
            note = """
                # Package.swift names a folder of one machine, which a runner does not have: name a git repository there first,
                # .package(url: "https://…", branch: "main").

                """
        }
        return TemplateFile(
            ".github/workflows/ci.yml",
            note + """
                name: ci
                on: [push, pull_request]
                jobs:
                  test:
                    runs-on: ubuntu-latest
                    container: swift:6.2
                    steps:
                      - uses: actions/checkout@v4
                      - run: apt-get update && apt-get install -y --no-install-recommends libssl-dev libsqlite3-dev zlib1g-dev
                      - run: swift test
                      - run: bin/pipeline run first

                """)
    }
}
