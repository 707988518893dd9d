import PipelineKit

/// Every way in which a step can end, with one step that needs it and one that does not.
struct Endings: Pipeline {
    static let name = "endings"
    static let summary = "ends in the way that is asked for"

    func declare(in graph: inout GraphBuilder) {
        let how = graph.parameter("how", default: Ending.well, help: "How the step 'act' ends.")
        let elsewhere = graph.parameter("elsewhere", default: "", help: "A path outside the step's folder.")
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each step that runs.")

        let before = graph.step("before", MakeFile(name: "before", journal: journal))
        let act = graph.step("act", Act(file: before.file, how: how, elsewhere: elsewhere, journal: journal))
        graph.step("after", UseFile(file: act.file, name: "after", journal: journal))
        graph.step("beside", MakeFile(name: "beside", journal: journal))
    }
}

/// How a step ends.
enum Ending: String, CaseIterable, Codable, ParameterValue {
    case well, failure, exit, signal, omission, escape, tampering, excess, flood, hoard
}

/// Makes a file.
struct MakeFile: Step {
    struct Output: Codable, Sendable { var file: File }

    @Input var name: String
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note(name, in: journal)
        let output = Output(file: try context.output("\(name).txt"))
        try output.file.write("\(name)\n")
        return output
    }
}

/// Reads a file.
struct UseFile: Step {
    struct Output: Codable, Sendable { var length: Int }

    @Input var file: File
    @Input var name: String
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note(name, in: journal)
        return Output(length: try file.text().count)
    }
}
