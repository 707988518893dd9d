import Glibc
import PipelineKit

/// Steps that ask for what they need.
struct Greedy: Pipeline {
    static let name = "greedy"
    static let summary = "asks for more than this machine has"

    func declare(in graph: inout GraphBuilder) {
        graph.step("modest", ShowResources(), resources: Resources(cpus: 1, memory: .megabytes(10)))
        graph.step(
            "greedy", ShowResources(), resources: Resources(cpus: 1, memory: .gigabytes(1_000_000)), salt: "greedy")
    }
}

/// Returns what it was handed.
struct ShowResources: Step {
    struct Output: Codable, Sendable {
        var cpus: Int
        var threads: String
    }

    func run(in context: StepContext) async throws -> Output {
        Output(cpus: context.resources.cpus, threads: getenv("OMP_NUM_THREADS").map { String(cString: $0) } ?? "")
    }
}
