extension PipelineTemplate {
    // MARK: - A script

    var scriptBody: String {
        """
        let greeting = graph.parameter("greeting", default: "hello", help: "What is written.")

        // The script gets its arguments as they are; what it writes is declared, and it counts by its content.
        graph.step(
            "write",
            Script(
                "\(name.text).py", arguments: ["\\(greeting)", "\\(output: "greeting.txt")"],
                outputs: [.file("greeting.txt"), .value("letters")]))
        """
    }

    var scriptFiles: [TemplateFile] {
        [
            file(
                "\(name.text).py",
                """
                \"""Writes a greeting to a file, and tells how long it is.\"""

                import json
                import os
                import sys

                greeting, output = sys.argv[1:]

                with open(output, "w") as file:
                    file.write(greeting + "\\n")

                # Values go to later steps and into conditions.
                with open(os.environ["PIPELINE_VALUES"], "w") as file:
                    json.dump({"letters": len(greeting)}, file)

                """)
        ]
    }

    // MARK: - A step in Swift

    var swiftBody: String {
        """
        let greeting = graph.parameter("greeting", default: "hello", help: "What is written.")
        graph.step("write", \(prefix)Write(greeting: greeting))
        """
    }

    var swiftFiles: [TemplateFile] {
        [
            file(
                "\(prefix)Write.swift",
                """
                import FoundationEssentials
                import PipelineKit

                /// Writes a greeting to a file.
                struct \(prefix)Write: Step {
                    struct Output: Codable, Sendable {
                        var letters: Int
                        var file: File
                    }

                    @Input var greeting: String

                    func run(in context: StepContext) async throws -> Output {
                        let output = Output(letters: greeting.count, file: try context.output("greeting.txt"))
                        try "\\(greeting)\\n".write(toFile: output.file.path, atomically: false, encoding: .utf8)
                        context.log(metric: "letters", Double(output.letters))
                        return output
                    }
                }

                """)
        ]
    }
}
