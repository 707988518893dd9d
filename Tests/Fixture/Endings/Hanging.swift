import Glibc
import PipelineKit

/// A step that takes longer than it may.
struct Hanging: Pipeline {
    static let name = "hanging"
    static let summary = "takes longer than its timeout"

    func declare(in graph: inout GraphBuilder) {
        graph.step("hang", Hang(), timeout: .milliseconds(100))
    }
}

/// Waits for ever.
struct Hang: Step {
    struct Output: Codable, Sendable {}

    func run(in context: StepContext) async throws -> Output {
        while true { pause() }
    }
}
