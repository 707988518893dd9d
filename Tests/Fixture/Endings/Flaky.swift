import FoundationEssentials
import PipelineKit

/// A step that is tried again.
struct Flaky: Pipeline {
    static let name = "flaky"
    static let summary = "works at the third attempt"

    func declare(in graph: inout GraphBuilder) {
        let needed = graph.parameter("needed", default: 3, help: "The number of attempts until it works.")
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each attempt.")
        graph.step(
            "try", Try(needed: needed, journal: journal), retry: RetryPolicy(attempts: 3, interval: .milliseconds(1)))
    }
}

/// Fails until its journal has enough lines.
struct Try: Step {
    struct Output: Codable, Sendable { var attempts: Int }

    @Input var needed: Int
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("try", in: journal)
        let attempts = try File(path: journal).text().split(separator: "\n").count
        guard attempts >= needed else { throw StepFailure("attempt \(attempts) of \(needed)") }
        return Output(attempts: attempts)
    }
}
