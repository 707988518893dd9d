import PipelineKit

/// Two steps with everything that a result can have: files, a folder, a measured value, a model that is promoted.
struct Pair: Pipeline {
    static let name = "pair"
    static let summary = "makes a file and a folder, and registers what it makes of them"

    func declare(in graph: inout GraphBuilder) {
        let make = graph.step("make", MakePair())
        graph.step("register", RegisterPair(file: make.file, folder: make.folder))
    }
}

/// Makes a file and a folder.
struct MakePair: Step {
    struct Output: Codable, Sendable {
        var file: File
        var folder: Folder
    }

    func run(in context: StepContext) async throws -> Output {
        let output = Output(file: try context.output("file.txt"), folder: try context.output("folder"))
        try output.file.write("alone\n")
        for name in ["one", "two"] { try File(path: "\(output.folder.path)/\(name)").write("\(name)\n") }
        return output
    }
}

/// Makes a model of them, and promotes it.
struct RegisterPair: Step {
    struct Output: Codable, Sendable { var model: File }

    @Input var file: File
    @Input var folder: Folder

    func run(in context: StepContext) async throws -> Output {
        context.log(metric: "error", 0.5)
        let output = Output(model: try context.output("model.txt"))
        try output.model.write(try file.text() + File(path: "\(folder.path)/one").text())
        context.register(
            ModelRegistration(
                group: "pairs", model: output.model.path, evaluation: file.path, metrics: ["error": 0.5],
                alias: "champion"))
        return output
    }
}
