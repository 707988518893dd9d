import PipelineKit
import StandardSteps

/// A program that does what a test tells it to.
struct Unruly: Pipeline {
    static let name = "unruly"
    static let summary = "runs a shell's script that misbehaves"

    func declare(in graph: inout GraphBuilder) {
        let script = graph.parameter("script", default: "true", help: "What the shell runs; $0 is the gate.")
        let gate = graph.parameter(
            "gate", default: "", help: "A folder with the named pipes 'arrived', 'open' and 'alive'.")
        graph.step("work", Command(["sh", "-c", "\(script)", "\(gate)"]))
    }
}
