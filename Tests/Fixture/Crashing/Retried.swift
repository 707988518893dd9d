import PipelineKit

/// A step that is tried again where a signal ended it, and not where it failed by itself.
struct Retried: Pipeline {
    static let name = "retried"
    static let summary = "waits at a gate, and once more where a signal ends it"

    func declare(in graph: inout GraphBuilder) {
        let gate = graph.parameter("gate", default: "", help: "A folder with the named pipes 'arrived' and 'open'.")
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each attempt.")
        graph.step(
            "wait", Wait(gate: gate, journal: journal),
            retry: RetryPolicy(on: [.signal], attempts: 2, interval: .milliseconds(1)))
    }
}
