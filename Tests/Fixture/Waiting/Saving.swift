import PipelineKit
import StandardSteps

/// A program that has something to do when it is asked to end.
struct Saving: Pipeline {
    static let name = "saving"
    static let summary = "saves its work when it is cancelled"

    func declare(in graph: inout GraphBuilder) {
        let gate = graph.parameter("gate", default: "", help: "A folder with the named pipes 'arrived' and 'open'.")
        let save = "echo asked > $0/arrived; read line < $0/open; echo saved > $0/arrived; exit 0"
        graph.step(
            "work",
            Command(["sh", "-c", "trap '\(save)' TERM; sleep 600 & echo working > $0/arrived; wait", "\(gate)"]))
    }
}
