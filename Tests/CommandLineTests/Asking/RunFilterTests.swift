import Foundation
import ProgramTesting
import Testing

/// Runs are found by what they measured and were given, and kept by hand.
struct RunFilterTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `Runs are filtered and sorted by metrics, with columns for what is named`() throws {
        for epochs in [10, 20, 50] { _ = try place.runPipeline("words", "epochs=\(epochs)") }
        _ = try place.runPipeline("squares")
        let list = try place.fixture(
            "runs", "list", "--where", "error < 9 and pipeline = words and epochs >= 20", "--sort", "-error")
        #expect(
            list.output.plain(in: place).narrow
                == """
                run  pipeline  status  started  time  error  epochs  steps
                RUN  words  succeeded  just now  TIME  5.000  20  4 succeeded, 2 cached, 1 skipped
                RUN  words  succeeded  just now  TIME  2.000  50  4 succeeded, 2 cached, 1 skipped

                """.replacingOccurrences(of: "4 succeeded, 2 cached", with: "3 succeeded, 3 cached"))
        let document = try place.fixture("runs", "--where", "train.loss < 0.03", "--json").json() as? [[String: Any]]
        #expect(document?.map { $0["values"] as? [String: Double] } == [["train.loss": 0.02]])
        #expect(try place.fixture("runs", "--where", "error > 100").output == "no run matches\n")
        #expect(try place.fixture("runs", "--sort", "-error", "--limit", "1", "--json").code == 0)
    }

    @Test func `A mistake in a filter is shown with its place`() throws {
        _ = try place.runPipeline("words")
        let outcome = try place.fixture("runs", "list", "--where", "pipeline = words and eror < 3")
        #expect(
            outcome.complaints == """
                error: no run has a 'eror'; did you mean 'error'?
                  pipeline = words and eror < 3
                                       ^^^^

                """)
        #expect(outcome.output == "")
        #expect(outcome.code == 2)
    }

    @Test func `A list that is cut says so`() throws {
        for _ in 0..<3 { _ = try place.runPipeline("crowd") }
        let cut = try place.fixture("runs", "list", "--limit", "2").output
        #expect(cut.split(separator: "\n").count == 4)
        #expect(cut.hasSuffix("\nthere are more; see them with --limit 10\n"))
        #expect(try !place.fixture("runs", "list", "--limit", "3").output.contains("there are more"))
        #expect(try (place.fixture("runs", "list", "--limit", "2", "--json").json() as? [Any])?.count == 2)
    }

    @Test func `What a full disk takes of an answer is no success`() throws {
        for words in ["list", "list --json", "runs --help"] {
            let outcome = try Outcome.of(
                "/bin/sh", ["-c", "cd '\(place.project)' && exec '\(Program.fixture.path)' \(words) > /dev/full"])
            #expect(outcome.code == 1)
            #expect(
                outcome.complaints == "error: what this command tells could not be written: No space left on device\n")
        }
        // A reader that has seen enough is none.
        let head = try Outcome.of(
            "/bin/sh",
            [
                "-c",
                "cd '\(place.project)' && { '\(Program.fixture.path)' manual; echo $? >&2; } | head -n 1 > /dev/null",
            ])
        #expect(head.complaints == "0\n")
    }

    @Test func `A run is pinned and unpinned, and shown so`() throws {
        let run = try place.runPipeline("crowd").run
        #expect(
            try place.fixture("runs", "pin", "last", "--reason", "the one in the paper").output
                == "pinned run \(run) of crowd\n")
        #expect(
            try place.fixture("runs").output.plain(in: place).narrow == """
                run  pipeline  status  started  time  steps  pinned
                RUN  crowd  succeeded  just now  TIME  5 succeeded  the one in the paper

                """)
        #expect(try place.fixture("runs", "show", "last").output.contains("\npinned: the one in the paper\n"))
        #expect(try place.fixture("runs", "unpin", "last").output == "run \(run) is not pinned any more\n")
        #expect(try place.fixture("runs", "unpin", "last").output == "run \(run) was not pinned\n")
        #expect(try !place.fixture("runs").output.contains("pinned"))
        let missing = try place.fixture("runs", "pin", "zzz")
        #expect(missing.complaints == "error: there is no run 'zzz'\n")
        #expect(missing.code == 2)
    }
}
