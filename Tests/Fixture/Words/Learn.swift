import PipelineKit

/// Makes a model: the words, and how often they were read.
struct Learn: Step {
    struct Output: Codable, Sendable { var model: File }

    @Input var words: File
    @Input var epochs: Int
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("train", in: journal)
        for epoch in 1...epochs {
            context.log(metric: "loss", 1 / Double(epoch), step: epoch)
            context.progress(Double(epoch), of: Double(epochs))
        }
        print("read \(epochs) times")
        let output = Output(model: try context.output("model.txt"))
        try output.model.write("\(epochs)\n\(try words.text())")
        return output
    }
}
