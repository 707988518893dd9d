import Foundation
import ProgramTesting
import Testing

/// What steps measured, drawn.
struct MetricsTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `Curves are drawn 80 columns wide where there is no terminal`() throws {
        _ = try place.runPipeline("words", "epochs=20")
        #expect(
            try place.fixture("metrics").output == """
                loss over position
                1.0 ┤⢣
                    │⠈⡆
                0.8 ┤ ⠸⡀
                    │  ⢣
                0.6 ┤  ⠈⡆
                    │   ⠸⡀
                    │    ⠑⢄
                0.4 ┤      ⠉⠢⡀
                    │        ⠈⠑⠢⢄⣀
                0.2 ┤             ⠉⠒⠤⠤⢄⣀⣀⣀⡀
                    │                     ⠈⠉⠉⠉⠑⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤⠤⢄⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
                  0 ┤                                                 ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠑⠒⠒⠒⠒⠒⠒
                    └───────────────┬───────────────────┬───────────────────┬──────────────────┬
                                    5                  10                  15                 20
                     ⠒⠒ train

                metric  step      value
                error   evaluate  5.000

                """)
    }

    @Test func `Runs are drawn over one another, and written as SVG`() throws {
        let first = try place.runPipeline("words")
        let second = try place.runPipeline("words", "epochs=20")
        let both = try place.fixture("metrics", first.run, "last", "--metric", "loss").output
        #expect(both.hasSuffix("     a \(first.run)\n     b \(second.run)\n"))
        #expect(!both.contains("error"))
        let drawn = try place.fixture("metrics", first.run, second.run, "--svg", "curves.svg")
        #expect(drawn.output == "drew 1 metric to curves.svg\n")
        let svg = try place.read("project/curves.svg")
        #expect(svg.contains("<title id=\"title\">words: 2 runs</title>"))
        #expect(svg.components(separatedBy: "<polyline").count - 1 == 2)
        _ = try place.fixture("metrics", first.run, second.run, "--svg", "again.svg")
        #expect(try place.read("project/again.svg") == svg)
    }

    @Test func `A cached step's curve is that of the run that made the result`() throws {
        _ = try place.runPipeline("words")
        _ = try place.runPipeline("words")
        let document = try place.fixture("metrics", "--json").json() as? [[String: Any]]
        let metrics = document?.first?["metrics"] as? [[String: Any]]
        #expect(metrics?.map { $0["name"] as? String } == ["loss", "error"])
        #expect((metrics?.first?["points"] as? [Any])?.count == 10)
    }

    @Test func `A mistyped metric or step is answered with the closest one`() throws {
        let run = try place.runPipeline("words").run
        for (words, message) in [
            (["--metric", "los"], "the run \(run) has no metric 'los'; did you mean 'loss'?"),
            (["--metric", "accuracy"], "the run \(run) has no metric 'accuracy'; there are error, loss"),
            (["--step", "trian"], "the run \(run) has no step with metrics 'trian'; did you mean 'train'?"),
            (["--step", "train", "-m", "error"], "the run \(run) has no metric 'error'; there are loss"),
        ] {
            let outcome = try place.run(.fixture, ["metrics", "last"] + words)
            #expect(outcome.complaints == "error: \(message)\n")
            #expect(outcome.code == 2)
        }
        let values = try place.fixture("metrics", "--metric", "error", "--svg", "x.svg")
        #expect(
            values.complaints == "error: there is no curve to draw: nothing was measured at more than one position\n")
        #expect(values.code == 1)
        let nowhere = try place.fixture("metrics", "--svg", "no/folder/x.svg")
        #expect(nowhere.complaints.plain(in: place).contains("PLACE/project/no/folder/x.svg"))
        #expect(nowhere.code == 1)
        _ = try place.runPipeline("crowd")
        #expect(try place.fixture("metrics").output == "nothing was measured\n")
    }
}
