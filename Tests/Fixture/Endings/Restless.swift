import PipelineKit

/// A step that makes something else each time, between steps that do not.
struct Restless: Pipeline {
    static let name = "restless"
    static let summary = "draws a number, and counts the letters of the file that tells it"

    func declare(in graph: inout GraphBuilder) {
        let seed = graph.parameter("seed", default: 0, help: "The number, where it is not 0.")
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each step that runs.")
        let before = graph.step("before", MakeFile(name: "before", journal: journal))
        let draw = graph.step("draw", Draw(file: before.file, seed: seed, journal: journal))
        graph.step("after", UseFile(file: draw.report, name: "after", journal: journal))
    }
}

/// Draws a number.
struct Draw: Step {
    struct Output: Codable, Sendable {
        var report: File
        var drawn: Folder
        var number: Int
    }

    @Input var file: File
    @Input var seed: Int
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("draw", in: journal)
        let number = seed == 0 ? Int.random(in: 1...Int(Int32.max)) : seed
        let output = Output(
            report: try context.output("report.txt"), drawn: try context.output("drawn"), number: number)
        try output.report.write("a number was drawn\n")
        try File(path: "\(output.drawn.path)/always.txt").write("the same\n")
        try File(path: "\(output.drawn.path)/number.txt").write("\(number)\n")
        return output
    }
}
