import Glibc
import PipelineKit

/// A step that has much to tell.
struct Measuring: Pipeline {
    static let name = "measuring"
    static let summary = "measures a thousand values once it is let through a gate"

    func declare(in graph: inout GraphBuilder) {
        let gate = graph.parameter("gate", default: "", help: "A folder with the named pipes 'arrived' and 'open'.")
        let number = graph.parameter("number", default: 1, help: "What tells this one from others.")
        graph.step("measure", Measure(gate: gate, number: number))
    }
}

/// Logs a thousand values.
struct Measure: Step {
    struct Output: Codable, Sendable { var sum: Int }

    @Input var gate: String
    @Input var number: Int

    func run(in context: StepContext) async throws -> Output {
        try pass(gate)
        for value in 0..<1000 { context.log(metric: "value", Double(value), step: value) }
        return Output(sum: number)
    }
}
