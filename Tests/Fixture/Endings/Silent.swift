import PipelineKit

/// A step that gives no sign of life.
struct Silent: Pipeline {
    static let name = "silent"
    static let summary = "is silent for longer than it may be, twice"

    func declare(in graph: inout GraphBuilder) {
        graph.step(
            "hang", Hang(), retry: RetryPolicy(on: [.timeout], attempts: 2, interval: .milliseconds(1)),
            silentTimeout: .milliseconds(100))
    }
}

/// Steps that nothing ends but the run.
struct Overlong: Pipeline {
    static let name = "overlong"
    static let summary = "takes for ever"

    func declare(in graph: inout GraphBuilder) {
        let hang = graph.step("hang", Hang())
        graph.step("after", Hang(), dependsOn: [hang])
    }
}
