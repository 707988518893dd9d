import Arguments
import Testing

@Suite struct MistakeTests {
    @Test(arguments: [
        ("rnu road_sign", "unknown command 'rnu'; did you mean 'run'?"),
        ("frobnicate", "unknown command 'frobnicate'"),
        ("models alais", "unknown command 'alais' of 'pipeline models'; did you mean 'alias'?"),
        ("models frobnicate", "unknown command 'frobnicate' of 'pipeline models'; it has alias and export"),
        ("models", "'pipeline models' needs a command: alias or export"),
        ("models alias", "'pipeline models alias' needs a command: set"),
        ("run road_sign --job 4", "unknown option '--job'; did you mean '--jobs'?"),
        ("run road_sign --job=4", "unknown option '--job'; did you mean '--jobs'?"),
        ("run --job 4 road_sign", "unknown option '--job'; did you mean '--jobs'?"),
        ("run road_sign --jsno", "unknown option '--jsno'; did you mean '--json'?"),
        ("run road_sign --frobnicate 4", "unknown option '--frobnicate'"),
        ("run --frobnicate road_sign", "unknown option '--frobnicate'"),
        ("runs --limti 5", "unknown option '--limti'; did you mean '--limit'?"),
        ("run road_sign -x", "unknown option '-x'"),
        ("run road_sign -quiet", "unknown option '-u' in '-quiet'; did you mean '--quiet'?"),
        ("run road_sign --jobs", "option '--jobs' needs a value, N"),
        ("run road_sign --jobs --json", "option '--jobs' needs a value, N (write --jobs=N if it starts with a dash)"),
        ("run road_sign --json=yes", "option '--json' takes no value"),
        ("run road_sign --jobs x", "option '--jobs': 'x' is not a whole number"),
        ("run road_sign --jobs=", "option '--jobs': '' is not a whole number"),
        ("run road_sign --jobs 65", "option '--jobs': 65 is not from 1 to 64"),
        ("runs --limit 0", "option '--limit': 0 is not at least 1"),
        ("run road_sign --jobs 1 --jobs 2", "option '--jobs': it was given 2 times, with '1' and '2'"),
        ("run road_sign --failed --failed a", "option '--failed': it was given 2 times, with no value and 'a'"),
        ("run road_sign --threshold nan", "option '--threshold': 'nan' is not a number"),
        ("run road_sign --threshold 1.5", "option '--threshold': 1.5 is not from -1.0 to 1.0"),
        ("run road_sign --set epochs", "option '--set': 'epochs' is not written KEY=VALUE"),
        ("run road_sign --set =3", "option '--set': '=3' is not written KEY=VALUE"),
        ("run road_sign --force=", "option '--force': the value is empty"),
        ("run road_sign --force a --force-all", "options '--force' and '--force-all' exclude each other"),
        ("graph x --format dto", "option '--format': 'dto' is not text, dot, mermaid or json; did you mean 'dot'?"),
        ("graph x --format svg", "option '--format': 'svg' is not text, dot, mermaid or json"),
        ("run", "missing argument NAME: the pipeline"),
        ("runs compare", "missing argument RUN: the runs to set side by side"),
        ("run a b", "unexpected argument 'b'"),
        (
            "models alias set champoin --reason x",
            "argument ALIAS: 'champoin' is not champion or challenger; did you mean 'champion'?"
        ),
        ("models alias set champion", "missing option '--reason': why"),
        ("models alias set champion --reason", "option '--reason' needs a value, REASON"),
        (
            "gc --older-than 30",
            "option '--older-than': '30' is not a duration: write numbers with w, d, h, m, s or ms, such as 30d, 12h or 1h30m"
        ),
        (
            "gc --older-than 5y",
            "option '--older-than': '5y' is not a duration: write numbers with w, d, h, m, s or ms, such as 30d, 12h or 1h30m"
        ),
        (
            "gc --keep-size 20",
            "option '--keep-size': '20' is not a size: write a number with B, kB, MB, GB, TB, KiB, MiB, GiB or TiB, such as 20GB"
        ),
        (
            "gc --keep-size 9999999999TB",
            "option '--keep-size': '9999999999TB' is not a size: write a number with B, kB, MB, GB, TB, KiB, MiB, GiB or TiB, such as 20GB"
        ),
    ])
    func `One mistake makes one message`(line: String, message: String) {
        #expect(Sample.mistakes(line) == [message])
    }

    @Test func `All mistakes are told at once, with where to get help`() throws {
        let error = try #require(throws: UsageError.self) {
            try Sample.interface.parse(Sample.words("run --job 4 --jobs 0 --set epochs"))
        }
        #expect(
            error.description == """
                unknown option '--job'; did you mean '--jobs'?
                missing argument NAME: the pipeline
                option '--jobs': 0 is not from 1 to 64
                option '--set': 'epochs' is not written KEY=VALUE
                see 'pipeline run --help'
                """)
    }

    @Test func `An unknown command ends the reading`() throws {
        let error = try #require(throws: UsageError.self) { try Sample.interface.parse(["--jsno", "rnu", "--x"]) }
        #expect(
            error.mistakes == [
                "unknown option '--jsno'; did you mean '--json'?", "unknown command 'rnu'; did you mean 'run'?",
            ])
        #expect(error.command == "pipeline")
    }

    @Test func `Reading an undeclared parameter says so`() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = try Sample.values("runs")[Sample.jobs]
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("'runs list' was asked for option '--jobs', which it does not declare"))
    }
}
