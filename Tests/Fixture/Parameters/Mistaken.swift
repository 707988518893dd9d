import PipelineKit
import StandardSteps

/// A graph with several mistakes.
struct Mistaken: Pipeline {
    static let name = "mistaken"
    static let summary = "can't be run"

    func declare(in graph: inout GraphBuilder) {
        let count = graph.parameter("count", default: 30, in: 1...10)
        let list = graph.step("list", Command(["ls"], outputs: [.file("names.txt")]))
        graph.step("list", Command(["ls", "\(count)"]))
        graph.step("Füße", Command(["ls", "\(list.file("name.txt"))"]), resources: Resources(cpus: 0))
    }
}
