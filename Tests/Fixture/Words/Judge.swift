import PipelineKit

/// Tells how good a model is: the error falls with the number of epochs.
struct Judge: Step {
    struct Output: Codable, Sendable {
        var error: Double
        var report: File
    }

    @Input var model: File
    @Input var words: File
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("evaluate", in: journal)
        let lines = try model.text().split(separator: "\n")
        guard let epochs = lines.first.flatMap({ Double($0) }) else { throw StepFailure("the model has no first line") }
        let output = Output(error: 100 / epochs, report: try context.output("report.json"))
        try output.report.write("{\"error\":\(output.error)}\n")
        context.log(metric: "error", output.error)
        return output
    }
}
