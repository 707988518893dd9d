import PipelineKit
import StandardSteps

/// Programs and scripts as steps.
struct Tools: Pipeline {
    static let name = "tools"
    static let summary = "sorts names with a program and counts them with a script"

    func declare(in graph: inout GraphBuilder) {
        let names = graph.parameter("names", default: File(path: "data/names.txt"), help: "A file with a name a line.")
        let sort = graph.step(
            "sort",
            Command(
                ["sort", "--output", "\(output: "sorted.txt")", "\(names)"], outputs: [.file("sorted.txt")],
                environment: ["LC_ALL"]))
        let count = graph.step(
            "count",
            Script(
                "count.sh", arguments: ["\(sort.file("sorted.txt"))"], reads: ["greet.sh"],
                outputs: [.value("lines"), .folder("copies")],
                environment: ["GREETING"]))
        let lines = count.value("lines", as: Int.self)
        graph.step("tell", Command(["printf", "%s names\\n", "\(lines)"]))
    }
}
