import PipelineKit

/// Registers a model that is there already, as soon as it is let through.
struct Joining: Pipeline {
    static let name = "joining"
    static let summary = "registers a file as a model of words once it is let through a gate"

    func declare(in graph: inout GraphBuilder) {
        let model = graph.parameter("model", default: File(path: "data/names.txt"), help: "The model.")
        let gate = graph.parameter("gate", default: "", help: "A folder with the named pipes 'arrived' and 'open'.")
        graph.step("register", Promote(model: model, report: model, error: 1, alias: "", salt: "", gate: gate))
    }
}
