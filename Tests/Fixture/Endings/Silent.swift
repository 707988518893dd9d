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
