import PipelineKit

/// A thousand steps, for measuring what so many cost.
struct Wide: Pipeline {
    static let name = "wide"
    static let summary = "does a thousand small things"

    func declare(in graph: inout GraphBuilder) {
        for number in 0..<1000 {
            graph.step("step_\(number)", MakeFile(name: Reference("\(number)"), journal: ""))
        }
    }
}
