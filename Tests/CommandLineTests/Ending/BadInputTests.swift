import Foundation
import ProgramTesting
import Testing

/// What is asked for wrongly: a clear error, and nothing written.
struct BadInputTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(arguments: [
        (["run", "wrods"], "there is no pipeline 'wrods'; did you mean 'words'?"),
        (["run", "words", "--set", "epoch=3"], "'words' has no parameter 'epoch'; did you mean 'epochs'?"),
        (["run", "words", "--only", "tran"], "'words' has no step 'tran'; did you mean 'train'?"),
        (
            ["plan", "words", "--from", "train", "--to", "split"],
            "no step is selected: 'split' does not depend on 'train'"
        ),
        (["plan", "words", "--force", "tset_words"], "'words' has no step 'tset_words'; did you mean 'test_words'?"),
        (["graph", "word"], "there is no pipeline 'word'; did you mean 'words'?"),
        (["run", "words", "--set", "epochs=many"], "`epochs` takes a whole number, not 'many'"),
        (["run", "words", "--set", "epochs=0"], "`epochs` must be from 1 to 1000, not 0"),
        (["run", "words", "--set", "max_error=2000"], "`max_error` must be from 0 to 1000, not 2000"),
        (["run", "kinds", "--set", "loud=perhaps"], "`loud` takes true or false, not 'perhaps'"),
        (["run", "kinds", "--set", "rate=nan"], "`rate` takes a number, not 'nan'"),
        (["run", "kinds", "--set", "size=40"], "`size` must be one of 32, 48, 64, not 40"),
        (["run", "kinds", "--set", "color=mauve"], "`color` takes one of red, green, blue, not 'mauve'"),
        (
            ["run", "kinds", "--set", "color=gren"],
            "`color` takes one of red, green, blue, not 'gren'; did you mean 'green'?"
        ),
        (
            ["run", "kinds", "--set", "rates=0.1,x"],
            "`rates` takes a list, with commas, of which each item is a number, not '0.1,x'"
        ),
        (["run", "kinds", "--set", "rates=0.1,2"], "`rates` must be from 0 to 1, not 2"),
        (
            ["run", "words", "--set", "texts=data/none"],
            "the folder of `texts`: there is nothing at 'PLACE/project/data/none'"
        ),
        (
            ["run", "words", "--set", "epoch=3", "--set", "epochs=many", "--set", "max_error=2000"],
            """
            'words' has no parameter 'epoch'; did you mean 'epochs'?
                   `epochs` takes a whole number, not 'many'
                   `max_error` must be from 0 to 1000, not 2000
            """
        ),
        (["run"], "missing argument PIPELINE: the pipeline\nsee 'pipeline run --help'"),
        (["rum", "words"], "unknown command 'rum'; did you mean 'run'?\nsee 'pipeline --help'"),
        (["run", "words", "--job", "3"], "unknown option '--job'; did you mean '--jobs'?\nsee 'pipeline run --help'"),
        (
            ["run", "words", "--force", "train", "--force-all"],
            "options '--force' and '--force-all' exclude each other\nsee 'pipeline run --help'"
        ),
    ])
    func `What a command line says wrongly is named with the closest that is right`(words: [String], message: String)
        throws
    {
        let outcome = try place.run(.fixture, words)
        #expect(outcome.complaints.plain(in: place) == "error: \(message)\n")
        #expect(outcome.output == "")
        #expect(outcome.code == 2)
        #expect(try place.fixture("runs").output == "there are no runs yet; start one with: pipeline run NAME\n")
    }

    @Test func `What was never recorded is named with the closest that was`() throws {
        let none = try place.fixture("runs", "show", "last")
        #expect(none.complaints == "error: there are no runs yet; start one with `pipeline run NAME`\n")
        let noModel = try place.fixture("models", "show", "words")
        #expect(noModel.complaints == "error: there is no model group 'words': no model is registered yet\n")
        _ = try place.runPipeline("words")
        let messages = [
            ["runs", "show", "zzz"]: "there is no run 'zzz'",
            ["logs", "last", "tran"]: "the run RUN has no step 'tran'; did you mean 'train'?",
            ["why", "last", "tran"]: "the run RUN has no step 'tran'; did you mean 'train'?",
            ["models", "show", "wrods"]: "there is no model group 'wrods'; did you mean 'words'?",
            ["models", "show", "words:9"]: "'words' has no version 9; it has 1",
            ["models", "approve", "words:x"]:
                "'words:x' names no model: 'x' is no version; write GROUP, GROUP:VERSION or GROUP@ALIAS",
            ["models", "show", "words@champion"]:
                "'words' has no alias 'champion'; it has none at all: `pipeline models alias set words champion VERSION`",
        ]
        for (words, message) in messages {
            let outcome = try place.run(.fixture, words)
            #expect(outcome.complaints.plain(in: place) == "error: \(message)\n")
            #expect(outcome.output == "")
            #expect(outcome.code == 2)
        }
    }

    @Test func `A run of another pipeline is neither tried again nor compared with`() throws {
        let words = try place.runPipeline("words")
        _ = try place.runPipeline("squares")
        for line in [
            ["run", "squares", "--failed", words.run], ["plan", "squares", "--failed", words.run],
            ["why", "last", "sum", "--against", words.run],
        ] {
            let outcome = try place.run(.fixture, line)
            #expect(outcome.complaints == "error: run \(words.run) is of 'words', not 'squares'\n")
            #expect(outcome.code == 2)
        }
    }

    @Test func `A value of an earlier run must be one that the parameter takes today`() throws {
        _ = try place.runPipeline("words", "max_error=5")
        try place.changeRegistry("UPDATE run_parameter SET value = '2000' WHERE name = 'epochs'")
        try place.changeRegistry("UPDATE run_parameter SET value = '\"much\"' WHERE name = 'max_error'")
        let outcome = try place.fixture("run", "words", "--failed")
        #expect(
            outcome.complaints == """
                error: `epochs` must be from 1 to 1000, not 2000, which it was in that run; give another value with --set
                       `max_error` takes a number, not 'much', which it was in that run; give another value with --set

                """)
        #expect(outcome.code == 2)
        let mended = try place.fixture(
            "run", "words", "--failed", "--set", "epochs=10", "--set", "max_error=12", "--json")
        #expect(try RunDocument(mended).status == "succeeded")
    }

    @Test func `Every mistake of a graph is shown, each with its line and what to do`() throws {
        let outcome = try place.fixture("run", "mistaken", environment: ["FIXTURE_MISTAKES": "1"])
        #expect(
            outcome.complaints == """
                fixture/Mistaken.swift:10: error: the default of 'count' must be from 1 to 10, not 30
                  help: give a default that is allowed
                fixture/Mistaken.swift:12: error: two steps are named 'list'
                  help: the other one is at fixture/Mistaken.swift:11
                fixture/Mistaken.swift:13: error: 'Füße' asks for 0 cpus
                  help: ask for at least 1
                fixture/Mistaken.swift:13: error: 'Füße' can't be the name of a step
                  help: use letters, digits, '_', '-' and '.', and begin with a letter
                fixture/Mistaken.swift:13: error: 'Füße' uses the output 'name.txt' of 'list', which declares no such output
                  help: it declares names.txt

                """)
        #expect(outcome.output == "")
        #expect(outcome.code == 2)
        let doctor = try place.fixture("doctor", environment: ["FIXTURE_MISTAKES": "1"])
        #expect(
            doctor.output.narrow.contains(
                "problem  pipeline mistaken  5 mistakes in its declaration; see with: pipeline graph mistaken\n"))
        #expect(doctor.code == 1)
    }

    @Test func `An empty folder is named by the step that finds nothing in it`() throws {
        try FileManager.default.createDirectory(atPath: "\(place.project)/empty", withIntermediateDirectories: true)
        let run = try place.runPipeline("words", "texts=empty")
        #expect(try run.reason("split").plain(in: place) == "there is no text in 'training/' of 'PLACE/project/empty'")
        #expect(run.steps("upstream_failed").count == 6)
    }

    @Test func `Outside of a project a command says where it looked and what to set`() throws {
        let outcome = try place.fixture("runs", in: place.path)
        #expect(
            outcome.complaints.plain(in: place)
                == "error: there is no project at 'PLACE' or above it: no folder has both Package.swift and pipelines/; "
                + "change to your project's folder, or set PIPELINE_HOME to where its state should be kept\n")
        #expect(outcome.code == 2)
        let homed = try place.fixture(
            "run", "crowd", "--quiet", environment: ["PIPELINE_HOME": "\(place.path)/home"], in: place.path)
        #expect(homed.code == 0)
        #expect(place.exists("home/registry/registry.sqlite"))
        #expect(place.exists("home/artifacts/objects"))
        #expect(!place.exists("project/registry"))
    }

    @Test func `A project is found upwards from where a command is run`() throws {
        _ = try place.runPipeline("crowd")
        let outcome = try place.fixture("runs", "--json", in: "\(place.project)/data/texts/training")
        #expect((try outcome.json() as? [Any])?.count == 1)
    }

    @Test func `A registry of a newer program is refused without a write`() throws {
        _ = try place.runPipeline("crowd")
        let file = "\(place.project)/registry/registry.sqlite"
        let edit = try Outcome.of(
            "/usr/bin/env",
            [
                "python3", "-c",
                "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA user_version = 999')", file,
            ])
        try #require(edit.code == 0, "python3 is needed to change the version: \(edit)")
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        for words in [["run", "crowd"], ["runs"], ["models"], ["cache", "gc"]] {
            let outcome = try place.run(.fixture, words)
            #expect(
                outcome.complaints.plain(in: place)
                    == "error: PLACE/project/registry/registry.sqlite: written by a newer version of this program "
                    + "(schema 999, known up to 4): update the program; the file was not changed\n")
            #expect(outcome.output == "")
            #expect(outcome.code == 1)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }
}
