import PipelineKit
import StandardSteps

/// What this pipeline is for, in a sentence.
struct Cleaning: Pipeline {
    static let name = "cleaning"
    static let summary = "runs a script"

    func declare(in graph: inout GraphBuilder) {
        let greeting = graph.parameter("greeting", default: "hello", help: "What is written.")

        // The script gets its arguments as they are; what it writes is declared, and it counts by its content.
        graph.step(
            "write",
            Script(
                "cleaning.py", arguments: ["\(greeting)", "\(output: "greeting.txt")"],
                outputs: [.file("greeting.txt"), .value("letters")]))
    }
}
