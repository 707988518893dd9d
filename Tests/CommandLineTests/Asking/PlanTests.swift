import Foundation
import ProgramTesting
import Testing

/// What `plan` and `why` say.
struct PlanTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func plan(_ settings: String..., options: [String] = []) throws -> String {
        let sets = (["journal=\(place.journal)"] + settings).flatMap { ["--set", $0] }
        let outcome = try place.run(.fixture, ["plan", "words"] + sets + options)
        #expect(outcome.complaints == "")
        #expect(outcome.code == 0)
        return outcome.output.plain(in: place)
    }

    private func why(_ words: String...) throws -> String {
        try place.run(.fixture, ["why"] + words).output.plain(in: place)
    }

    @Test func `Before the first run a plan knows only what needs nothing`() throws {
        #expect(
            try plan() == """
                step            plan   reason
                split           run    it has not run before
                training_words  maybe  depends on what `split` makes
                test_words      maybe  depends on what `split` makes
                train           maybe  depends on what `split` makes
                evaluate        maybe  depends on what `split` makes
                register        maybe  depends on what `split` makes
                reject          maybe  depends on what `split` makes

                1 step would run; 6 more depend on what these make

                """)
        #expect(try place.takeJournal() == [])
    }

    @Test func `A plan names the cause, and runs nothing`() throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        #expect(
            try plan() == """
                step            plan    reason
                split           cached  unchanged
                training_words  cached  unchanged
                test_words      cached  unchanged
                train           cached  unchanged
                evaluate        cached  unchanged
                register        cached  unchanged
                reject          skip    evaluate.error < max_error holds: evaluate.error is 10, max_error is 12

                nothing would run

                """)
        #expect(
            try plan("epochs=12") == """
                step            plan    reason
                split           cached  unchanged
                training_words  cached  unchanged
                test_words      cached  unchanged
                train           run     `epochs` 10 → 12
                evaluate        maybe   depends on what `train` makes
                register        maybe   depends on what `train` makes
                reject          maybe   depends on what `train` makes

                1 step would run; 3 more depend on what these make

                """)
        try place.write("changed\n", to: "project/data/texts/training/one.txt")
        try place.write("changed\n", to: "project/data/texts/training/two.txt")
        try place.write("added\n", to: "project/data/texts/training/four.txt")
        #expect(
            try plan().contains(
                "split           run    `texts`: 2 files changed, 1 added: "
                    + "training/one.txt, training/two.txt, training/four.txt\n"))
        #expect(try place.takeJournal() == [])
        #expect((try place.fixture("runs", "--json").json() as? [Any])?.count == 1)
    }

    @Test func `A plan shows what is forced and what is not selected`() throws {
        _ = try place.runPipeline("words")
        #expect(
            try plan(options: ["--to", "train", "--force", "train"]) == """
                step            plan    reason
                split           cached  unchanged
                training_words  cached  unchanged
                test_words      skip    not selected
                train           run     forced
                evaluate        skip    not selected
                register        skip    not selected
                reject          skip    not selected

                1 step would run

                """)
    }

    @Test func `A plan knows a map whose list is known, and says so where it is not`() throws {
        let unknown = try place.fixture("plan", "squares")
        #expect(
            unknown.output == """
                step       plan   reason
                list       run    it has not run before
                square[*]  maybe  depends on what `list` makes
                sum        maybe  depends on what `list` makes

                1 step would run; 2 more depend on what these make

                """)
        _ = try place.fixture("run", "squares", "--quiet")
        #expect(try place.fixture("plan", "squares").output.hasSuffix("\nnothing would run\n"))
    }

    @Test func `A step that ran is explained by what changed`() throws {
        _ = try place.runPipeline("words")
        _ = try place.runPipeline("words", "epochs=12")
        #expect(
            try why("last", "train") == """
                train succeeded in run RUN
                  because `epochs` 10 → 12

                changed since run RUN:
                  `epochs` 10 → 12

                """)
        #expect(
            try why("last", "split") == """
                split cached in run RUN
                  nothing it depends on changed: its code, inputs, environment and programs are what they were

                """)
        #expect(
            try why("last", "reject") == """
                reject skipped in run RUN
                  because evaluate.error < max_error holds: evaluate.error is 8.333333333333334, max_error is 12

                """)
        #expect(
            try why("last", "evaluate").contains("  because `train.model` SHORT → SHORT\n"))
        let json = try place.fixture("why", "last", "train", "--json").json() as? [String: Any]
        let change = (json?["changes"] as? [[String: Any]])?.first
        #expect(change?["name"] as? String == "epochs")
        #expect(change?["old"] as? String == "10")
        #expect(change?["new"] as? String == "12")
        #expect(change?["text"] as? String == "`epochs` 10 → 12")
    }

    @Test func `A step that went back to an older value is explained by the result that was there`() throws {
        for epochs in ["epochs=10", "epochs=12", "epochs=10"] { _ = try place.runPipeline("words", epochs) }
        #expect(
            try why("last", "train") == """
                train cached in run RUN
                  an earlier result for exactly these inputs was there

                changed since run RUN:
                  `epochs` 12 → 10

                """)
    }

    @Test func `A step is compared with any other run`() throws {
        let first = try place.runPipeline("words")
        _ = try place.runPipeline("words", "epochs=12")
        _ = try place.runPipeline("words", "epochs=13")
        #expect(
            try why("last", "train", "--against", first.run) == """
                train succeeded in run RUN
                  because `epochs` 12 → 13

                changed since run RUN:
                  `epochs` 10 → 13

                """)
    }
}
