import ProgramTesting
import Testing

/// What a sweep is asked for wrongly: a clear error, and nothing written.
struct SweepMistakeTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(arguments: [
        (["words", "--sweep", "epoch=1,2"], "'words' has no parameter 'epoch'; did you mean 'epochs'?"),
        (["words", "--sweep", "epochs=10,2000"], "`epochs` must be from 1 to 1000, not 2000"),
        (["words", "--sweep", "epochs=1,many"], "`epochs` takes a whole number, not 'many'"),
        (["words", "--sweep", "epochs=1,,2"], "`epochs` takes a whole number, not ''"),
        (
            ["words", "--sweep", "epochs="],
            "`epochs` has no values to sweep; write them with commas: --sweep epochs=VALUE,VALUE"
        ),
        (
            ["words", "--sweep", "epochs=1,2", "--set", "epochs=3"],
            "`epochs` is given with --set and with --sweep; leave out one of them"
        ),
        (
            ["words", "--sweep", "epochs=1", "--sweep", "epochs=2"],
            "`epochs` is swept twice; write all its values in one --sweep"
        ),
        (
            ["words", "--set", "max_eror=3", "--sweep", "epochs=0,x", "--sweep", "txts=a"],
            """
            'words' has no parameter 'max_eror'; did you mean 'max_error'?
                   `epochs` must be from 1 to 1000, not 0
                   `epochs` takes a whole number, not 'x'
                   'words' has no parameter 'txts'; did you mean 'texts'?
            """
        ),
        (
            ["words", "--sweep", "epochs=1..100", "--sweep", "max_error=0..10:11"],
            "the sweep has 1100 combinations, more than 1000; give fewer values, or draw some of them with --random 100"
        ),
        (
            ["crowd", "--sweep", "epochs"],
            "option '--sweep': 'epochs' is not written KEY=VALUES\nsee 'pipeline run --help'"
        ),
        (
            ["words", "--sweep", "epochs=1,2", "--failed"],
            "options '--failed' and '--sweep' exclude each other\nsee 'pipeline run --help'"
        ),
        (["words", "--random", "3"], "--random is about a sweep, and there is none; add --sweep PARAMETER=VALUES"),
        (["words", "--seed", "3"], "--seed is about a sweep, and there is none; add --sweep PARAMETER=VALUES"),
        (["words", "--sort", "-error"], "--sort is about a sweep, and there is none; add --sweep PARAMETER=VALUES"),
        (
            ["kinds", "--sweep", "count=1..3", "--random", "4"],
            "--random 4 asks for more combinations than there are, which is 3; leave it out to run them all"
        ),
        (
            ["words", "--sweep", "texts=data/texts,data/none"],
            "the folder of `texts`: there is nothing at 'PLACE/project/data/none'"
        ),
    ])
    func `A sweep that cannot be is refused before anything runs`(words: [String], message: String) throws {
        let outcome = try place.run(.fixture, ["run"] + words)
        #expect(outcome.complaints.plain(in: place) == "error: \(message)\n")
        #expect(outcome.output == "")
        #expect(outcome.code == 2)
        #expect(try place.fixture("runs").output == "there are no runs yet; start one with: pipeline run NAME\n")
    }

    @Test(arguments: [
        (
            "rate=0.1..0.2",
            "'0.1..0.2' does not say how many values; write 0.1..0.2:5 for five of them, or draw some with --random"
        ),
        (
            "count=1..8:log",
            "'1..8:log' does not say how many values; write 1..8:log:5 for five of them, or draw some with --random"
        ),
        ("rate=0.2..0.1:3", "'0.2..0.1:3' begins with the larger number; write 0.1..0.2"),
        ("rate=0..1:log:3", "'0..1:log:3' begins at 0, and a log range lies above 0"),
        ("rate=0..1:lin:3", "'0..1:lin:3' ends with 'lin', which is neither 'log' nor a number of values from 2"),
        ("rate=0..1:1", "'0..1:1' ends with '1', which is neither 'log' nor a number of values from 2"),
        ("rate=0..many", "'0..many' is no range of numbers; write LOWEST..HIGHEST, such as 1..5"),
        ("count=1..2.5", "'1..2.5' is no range of numbers; write LOWEST..HIGHEST, such as 1..5"),
        ("rate=-1e308..1e308:3", "'-1e308..1e308:3' is wider than numbers can tell"),
        ("rate=0..1:2000", "'0..1:2000' has 2000 values, more than the 1000 runs of a sweep"),
    ])
    func `A range that cannot be is refused`(sweep: String, message: String) throws {
        let outcome = try place.fixture("plan", "kinds", "--sweep", sweep)
        #expect(outcome.complaints == "error: `\(sweep.prefix { $0 != "=" })`: \(message)\n")
        #expect(outcome.code == 2)
    }

    @Test func `A range beyond the bounds of its parameter is refused, also where it is drawn from`() throws {
        for options in [[], ["--random", "3"]] {
            let outcome = try place.run(.fixture, ["plan", "kinds", "--sweep", "rate=0.5..2:3"] + options)
            #expect(outcome.complaints == "error: `rate` must be from 0 to 1, not 2\n")
            #expect(outcome.code == 2)
        }
    }
}
