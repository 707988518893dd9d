/// The pipeline that a new project starts with: a script, a step in Swift, a metric, a condition; it runs in a moment.
enum FirstPipeline {
    static let files = [
        TemplateFile("pipelines/first/First.swift", declaration),
        TemplateFile("pipelines/first/CountWords.swift", step),
        TemplateFile("pipelines/first/words.sh", isExecutable: true, words),
        TemplateFile("pipelines/first/report.sh", isExecutable: true, report),
        TemplateFile("pipelines/first/text.txt", text),
    ]

    private static let declaration = """
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
                    Script("words.sh", arguments: ["\\(text)", "\\(output: "words.txt")"], outputs: [.file("words.txt")]))

                // A step in Swift. It waits for the script, because it takes what the script makes.
                let count = graph.step("count", CountWords(words: words.file("words.txt"), top: top))

                // A condition on what a step found: one of the two branches runs, the other is recorded as skipped.
                graph.when(count.different >= least) { graph in
                    graph.step(
                        "report",
                        Script(
                            "report.sh", arguments: ["\\(count.summary)", "\\(output: "report.md")"],
                            outputs: [.file("report.md")]))
                } otherwise: { graph in
                    graph.step("too_short", Fail("the text has \\(count.different) different words, fewer than \\(least)"))
                }
            }
        }

        """

    private static let step = """
        import FoundationEssentials
        import PipelineKit

        /// Counts words, one a line, and names the most frequent ones.
        struct CountWords: Step {
            struct Output: Codable, Sendable {
                var different: Int
                var summary: File
            }

            @Input var words: File
            @Input var top: Int

            func run(in context: StepContext) async throws -> Output {
                var counts: [Substring: Int] = [:]
                let text = try String(contentsOfFile: words.path, encoding: .utf8)
                for word in text.split(separator: "\\n") { counts[word, default: 0] += 1 }

                // Metrics are kept in the registry, where runs can be compared by them.
                context.log(metric: "words", Double(counts.values.reduce(0, +)))
                context.message("\\(counts.count) different words")

                let output = Output(different: counts.count, summary: try context.output("summary.txt"))
                let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                let lines = order.prefix(top).map { "\\($0.key) \\($0.value)\\n" }
                try lines.joined().write(toFile: output.summary.path, atomically: false, encoding: .utf8)
                return output
            }
        }

        """

    private static let words = """
        #!/bin/sh
        # Writes the words of a text in lower case, one a line: TEXT OUTPUT
        tr -cs '[:alpha:]' '\\n' <"$1" | tr '[:upper:]' '[:lower:]' >"$2"

        """

    private static let report = """
        #!/bin/sh
        # Writes the most frequent words as a list: SUMMARY OUTPUT
        {
            echo "# The most frequent words"
            echo
            while read -r word count; do echo "- $word, $count times"; done <"$1"
        } >"$2"

        """

    private static let text = """
        The first road signs were milestones: stones beside the road that told how far it was to the next town.
        Later signs pointed the way where a road met another road. Then came the car, and with the car came
        signs that warn of a bend, of a crossing, of a steep hill, long before the driver can see it.

        """

    static func tests(of module: String) -> String {
        """
        import PipelineKit
        import PipelineTesting
        import Testing

        @testable import \(module)

        @Test func `The pipeline counts words and then reports, or fails`() throws {
            #expect(
                try First().graph().outline == \"\"\"
                    words: StandardSteps.Script
                    count: \(module).CountWords <- words
                    report: StandardSteps.Script <- count when count.different >= least
                    too_short: PipelineKit.Fail <- count when not count.different >= least

                    \"\"\")
        }

        @Test func `Words are counted, the most frequent first`() async throws {
            let folder = try TemporaryFolder()
            let words = File(path: try folder.write("sign\\nroad\\nsign\\n", to: "words.txt"))
            let trial = StepTrial(in: folder)
            let count = try await trial.run(CountWords(words: Reference(words), top: 1))
            #expect(count.different == 2)
            #expect(try folder.text("step/output/summary.txt") == "sign 2\\n")
            #expect(trial.events == [.metric(name: "words", value: 3, step: nil), .message("2 different words")])
        }

        """
    }
}
