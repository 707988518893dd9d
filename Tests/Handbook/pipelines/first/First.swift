import PipelineKit
import StandardSteps

/// Counts the words of a text, and reports on it where there are enough of them.
struct First: Pipeline {
    static let name = "first"
    static let summary = "counts the words of a text"

    func declare(in graph: inout GraphBuilder) {
        // Parameters have a default, and are set on the command line: --set top=5
        let text = graph.parameter("text", default: File(path: "pipelines/first/text.txt"), help: "The text.")
        let top = graph.parameter("top", default: 3, in: 1...100, help: "How many words the report names.")
        let least = graph.parameter("least", default: 20, help: "How many different words a report is worth.")

        // A step in any language: a script of this folder. It counts by its content, as its input does.
        let words = graph.step(
            "words",
            Script("words.sh", arguments: ["\(text)", "\(output: "words.txt")"], outputs: [.file("words.txt")]))

        // A step in Swift. It waits for the script, because it takes what the script makes.
        let count = graph.step("count", CountWords(words: words.file("words.txt"), top: top))

        // A condition on what a step found: one of the two branches runs, the other is recorded as skipped.
        graph.when(count.different >= least) { graph in
            graph.step(
                "report",
                Script(
                    "report.sh", arguments: ["\(count.summary)", "\(output: "report.md")"],
                    outputs: [.file("report.md")]))
        } otherwise: { graph in
            graph.step("too_short", Fail("the text has \(count.different) different words, fewer than \(least)"))
        }
    }
}
