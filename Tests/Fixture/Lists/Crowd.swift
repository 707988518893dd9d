import PipelineKit

/// Steps that a plain loop declares, none of which needs another.
struct Crowd: Pipeline {
    static let name = "crowd"
    static let summary = "does four things that have nothing to do with each other"

    func declare(in graph: inout GraphBuilder) {
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each step that runs.")
        var made: [Reference<File>] = []
        for name in ["anna", "berta", "clara", "dora"] {
            made.append(graph.step(name, MakeFile(name: Reference(name), journal: journal)).file)
        }
        graph.step(
            "all", Gather(files: .all(made), journal: journal), resources: Resources(cpus: 1, memory: .megabytes(64)))
    }
}

/// Joins files.
struct Gather: Step {
    struct Output: Codable, Sendable { var text: String }

    @Input var files: [File]
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("all", in: journal)
        return Output(text: try files.map { try $0.text() }.joined())
    }
}
