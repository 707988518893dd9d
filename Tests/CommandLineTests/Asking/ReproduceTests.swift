import Foundation
import ProgramTesting
import Testing

/// What of an earlier run can still be had.
struct ReproduceTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func reproduce(_ words: String...) throws -> (text: String, code: Int32?) {
        let outcome = try place.run(.fixture, ["reproduce"] + words)
        if !words.contains("--run") { #expect(outcome.complaints == "") }
        return (outcome.output.plain(in: place).narrow, outcome.code)
    }

    @Test func `Where nothing changed every result is kept`() throws {
        _ = try place.runPipeline("words")
        let found = try reproduce("last")
        #expect(
            found.text == """
                run RUN of words, just now

                step  now  why
                split  kept  the result is still there
                training_words  kept  the result is still there
                test_words  kept  the result is still there
                train  kept  the result is still there
                evaluate  kept  the result is still there
                register  kept  the result is still there
                reject  idle  skipped: evaluate.error < max_error holds: evaluate.error is 10, max_error is 12

                every step can be had as it was

                """)
        #expect(found.code == 0)
    }

    @Test func `What is gone is made again, and is the same`() throws {
        let first = try place.runPipeline("words")
        try place.removeObjects()
        let found = try reproduce(first.run)
        #expect(found.text.contains("\ntrain  again  it would run again\n"))
        #expect(found.text.hasSuffix("\nevery step can be had as it was\n"))
        #expect(found.code == 0)
        let again = try reproduce(first.run, "--run")
        #expect(
            again.text.hasSuffix(
                """

                step  made
                split  same bytes
                training_words  same bytes
                test_words  same bytes
                train  same bytes
                evaluate  same bytes
                register  same bytes  from the cache

                """))
        #expect(again.code == 0)
    }

    @Test func `An input that changed is told by its files, and matters where the result is gone`() throws {
        let first = try place.runPipeline("words")
        try place.write("red red\n", to: "project/data/texts/training/two.txt")
        let kept = try reproduce(first.run)
        #expect(
            kept.text.contains(
                "\nparameter `texts` changed: 'PLACE/project/data/texts': 1 file changed: training/two.txt\n"))
        #expect(kept.code == 0)
        // All results are there: nothing has to read what changed.
        let cached = try reproduce(first.run, "--run")
        #expect(cached.text.contains("\ntrain  same bytes  from the cache\n"))
        #expect(cached.code == 0)
        try place.removeObjects()
        let gone = try reproduce(first.run)
        #expect(gone.text.contains("\nsplit  lost  'PLACE/project/data/texts', which it read, is not what it was\n"))
        #expect(gone.text.contains("\ntrain  lost  what it read, SHORT, is gone and can't be made again\n"))
        #expect(gone.text.hasSuffix("\n5 of 7 steps can't be had as before\n"))
        #expect(gone.code == 1)
        try place.remove("project/data/texts")
        let missing = try reproduce(first.run)
        #expect(missing.text.contains("\nsplit  lost  'PLACE/project/data/texts', which it read, is gone\n"))
        #expect(missing.text.contains("\nparameter `texts` missing: "))
        #expect(missing.code == 1)
    }

    @Test func `Other code is told with the commit that has it`() throws {
        try place.commit("one")
        let commit = try place.git("rev-parse", "HEAD")
        let first = try place.runPipeline("words")
        try place.write("x\n", to: "project/x")
        try place.commit("two")
        try place.changeCode(of: "train", in: first.run)
        let found = try place.fixture("reproduce", first.run)
        #expect(found.code == 1)
        let text = found.output.replacingOccurrences(of: place.path, with: "PLACE").narrow
        #expect(text.contains("\ntrain  changed  code of `Learn` changed\n"))
        #expect(text.contains("\nevaluate  kept  the result is still there\n"))
        #expect(
            text.contains(
                """

                the code was that of the commit \(commit.prefix(12)); check it out beside this one, build it, and ask there:
                  git -C PLACE/project worktree add --detach PLACE/project-\(commit.prefix(12)) \(commit)
                  cd PLACE/project-\(commit.prefix(12)) && PIPELINE_HOME=PLACE/project pipeline reproduce \(first.run)

                1 of 7 steps can't be had as before

                """))
        try place.changeRegistry(
            "UPDATE run_fact SET value = '\(String(repeating: "ab", count: 20))' WHERE name = 'git.commit'")
        #expect(
            try place.fixture("reproduce", first.run).output.contains(
                "\nthe code was that of the commit abababababab, which the repository does not have any more\n"))
    }

    @Test func `A step that makes other bytes is named with what differs`() throws {
        let first = try place.runPipeline("flaky", "needed=1")
        let again = try reproduce(first.run, "--run", "--force-all")
        #expect(again.text.hasSuffix("\nstep  made\ntry  other bytes  attempts 1 → 2\n"))
        #expect(again.code == 1)
        let document = try place.fixture("reproduce", first.run, "--run", "--json").json() as? [String: Any]
        #expect(document?["reproducible"] as? Bool == true)
        let made = document?["run_again"] as? [String: Any]
        #expect((made?["steps"] as? [[String: Any]])?.map { $0["name"] as? String } == ["try"])
    }

    @Test func `A run of some steps is planned with these alone`() throws {
        _ = try place.runPipeline("words")
        let part = try place.runPipeline("words", "epochs=10", options: ["--only", "split"])
        let found = try reproduce(part.run)
        #expect(found.text.contains("\nsplit  kept  the result is still there\n"))
        #expect(found.text.contains("\ntrain  idle  skipped: not selected\n"))
        #expect(found.code == 0)
    }

    @Test func `Of a run that was lost only what it got to is looked at`() throws {
        let run = try place.runPipeline("words").run
        try place.changeRegistry("UPDATE run SET status = 'lost'")
        try place.changeRegistry("DELETE FROM step WHERE step IN ('register', 'reject')")
        try place.changeRegistry("UPDATE step SET status = 'lost' WHERE step = 'evaluate'")
        let found = try reproduce(run)
        #expect(found.text.contains("\ntrain  kept  the result is still there\n"))
        #expect(found.text.contains("\nevaluate  kept  the result is still there\n"))
        #expect(found.text.contains("\nregister  idle  it did not run then\nreject  idle  it did not run then\n"))
        #expect(found.code == 0)
    }

    @Test func `What can't be reproduced at all is refused`() throws {
        let run = try place.runPipeline("crowd").run
        let bare = try place.fixture("reproduce", "last", "--force-all")
        #expect(bare.complaints == "error: --force-all says how to run: give --run as well\n")
        #expect(bare.code == 2)
        try place.changeRegistry("UPDATE run SET pipeline = 'older'")
        let unknown = try place.fixture("reproduce", run)
        #expect(unknown.complaints == "error: this program has no pipeline 'older' any more\n")
        #expect(unknown.code == 1)
        try place.changeRegistry("UPDATE run SET pipeline = 'kinds'")
        try place.changeRegistry("INSERT INTO run_parameter VALUES ('\(run)', 'count', '77')")
        #expect(
            try place.fixture("reproduce", run).complaints
                == "error: 'kinds' does not take the parameters of that run any more: `count` must be from 1 to 10, "
                + "not 77, which it was in that run\n")
    }
}
