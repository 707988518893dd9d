import Foundation
import ProgramTesting
import Testing

/// What is asked about runs afterwards.
struct RecordTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `Runs are listed, shown and compared`() throws {
        let first = try place.runPipeline("words")
        let second = try place.runPipeline("words", "epochs=20", "journal=")
        #expect(
            try place.fixture("runs").output.plain(in: place).narrow == """
                run  pipeline  status  started  time  steps
                RUN  words  succeeded  just now  TIME  6 succeeded, 1 skipped
                RUN  words  succeeded  just now  TIME  6 succeeded, 1 skipped

                """)
        #expect((try place.fixture("runs", "-n", "1", "--json").json() as? [Any])?.count == 1)
        #expect(
            try place.fixture("runs", "show", String(second.run.prefix(11))).output
                .plain(in: place).narrow.components(separatedBy: "\nmade with\n").first == """
                    run RUN of words: succeeded
                    started DATE by: pipeline run words --json --set journal=PLACE/journal --set epochs=20 --set journal=

                    step  status  time  attempts  reason
                    split  succeeded  TIME  1  `journal` "PLACE/journal" → ""
                    training_words  succeeded  TIME  1  `journal` "PLACE/journal" → ""
                    test_words  succeeded  TIME  1  `journal` "PLACE/journal" → ""
                    train  succeeded  TIME  1  `epochs` 10 → 20; `journal` "PLACE/journal" → ""
                    evaluate  succeeded  TIME  1  `journal` "PLACE/journal" → ""; `train.model` SHORT → SHORT
                    register  succeeded  TIME  1  `evaluate.error` 10 → 5; `journal` "PLACE/journal" → ""; `train.model` SHORT → SHORT; `evaluate.report` SHORT → SHORT
                    reject  skipped  evaluate.error < max_error holds: evaluate.error is 5, max_error is 12

                    parameter  value
                    epochs  20
                    journal
                    max_error  12
                    texts  PLACE/project/data/texts

                    metric  step  last  points
                    loss  train  0.05000  20
                    error  evaluate  5.000  1

                    """)
        #expect(
            try place.fixture("runs", "compare", first.run, "last").output.plain(in: place).narrow == """
                parameter  RUN  RUN
                epochs  10  20
                journal  PLACE/journal

                metric  RUN  RUN  difference
                evaluate.error  10.00  5.000  -5.000
                train.loss  0.1000  0.05000  -0.05000

                output  RUN  RUN
                evaluate.error  10  5
                evaluate.report  SHORT  SHORT
                train.model  SHORT  SHORT

                """)
        #expect(try place.fixture("runs", "compare", "last", "last").output == "the runs do not differ\n")
    }

    @Test func `Runs are compared by what each of them made, whatever was made with the same key since`() throws {
        let first = try place.runPipeline("flaky", "needed=1")
        let cached = try place.runPipeline("flaky", "needed=1")
        let forced = try place.runPipeline("flaky", "needed=1", options: ["--force", "try"])
        let compared = """
            output  RUN  RUN
            try.attempts  1  2

            """
        for earlier in [first, cached] {
            #expect(
                try place.fixture("runs", "compare", earlier.run, forced.run).output.plain(in: place).narrow == compared
            )
        }
        #expect(
            try place.fixture("runs", "compare", first.run, cached.run).output == "the runs do not differ\n")
    }

    @Test func `Logs are printed for one step or for all that ran`() throws {
        _ = try place.runPipeline("words")
        #expect(try place.fixture("logs", "last", "train").output == "read 10 times\n")
        #expect(
            try place.fixture("logs").output == """
                == split, attempt 1
                == training_words, attempt 1
                == test_words, attempt 1
                == train, attempt 1
                read 10 times
                == evaluate, attempt 1
                == register, attempt 1

                """)
        _ = try place.runPipeline("words")
        let cached = try place.fixture("logs", "last", "train")
        #expect(cached.output == "")
        #expect(cached.complaints.plain(in: place) == "warning: 'train' did not run in run RUN: it was cached\n")
    }

    @Test func `The cache tells what it holds, and is made smaller`() throws {
        _ = try place.runPipeline("words")
        let stats = try place.fixture("cache", "stats", "--json").json() as? [String: Any]
        let total = stats?["total"] as? [String: Any]
        #expect(total?["results"] as? Int == 6)
        #expect(total?["objects"] as? Int == 6)
        #expect(try place.fixture("cache").output.contains("total"))
        let nothing = try place.fixture("cache", "gc", "--older-than", "1h")
        #expect(nothing.output == "nothing to remove\n")
        let trial = try place.fixture("cache", "gc", "--keep-size", "1B", "--dry-run")
        #expect(trial.output.contains("\nwould remove "))
        #expect(try place.runPipeline("words").steps("cached").count == 6)
        let real = try place.fixture("cache", "gc", "--keep-size", "1B")
        #expect(real.output == trial.output.replacingOccurrences(of: "would remove", with: "removed"))
        // What the registered model needs is still there.
        #expect(try place.fixture("models", "export", "words", "model").code == 0)
        #expect(try place.runPipeline("words").status == "succeeded")
        #expect(try place.fixture("cache", "verify").code == 0)
    }

    @Test func `The doctor finds nothing wrong in a sound project`() throws {
        _ = try place.runPipeline("words")
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 0)
        #expect(
            doctor.output.plain(in: place).narrow.contains("ok  registry  PLACE/project/registry/registry.sqlite\n"))
        let document = try place.fixture("doctor", "--json").json() as? [String: Any]
        #expect(document?["healthy"] as? Bool == true)
    }
}
