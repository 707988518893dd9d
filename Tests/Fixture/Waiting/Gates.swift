import Glibc
import PipelineKit

/// A step that waits until it is let through.
struct Gates: Pipeline {
    static let name = "gates"
    static let summary = "waits at a gate"

    func declare(in graph: inout GraphBuilder) {
        let gate = graph.parameter("gate", default: "", help: "A folder with the named pipes 'arrived' and 'open'.")
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each step that runs.")
        let wait = graph.step("wait", Wait(gate: gate, journal: journal))
        graph.step("after", UseFile(file: wait.file, name: "after", journal: journal))
    }
}

/// Tells that it is there, and waits until a line says to go on.
struct Wait: Step {
    struct Output: Codable, Sendable { var file: File }

    @Input var gate: String
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("wait", in: journal)
        print("waiting")
        context.message("at the gate")
        context.progress(1, of: 4)
        try pass(gate)
        print("let through")
        let output = Output(file: try context.output("waited.txt"))
        try output.file.write("waited\n")
        return output
    }
}

/// Tells at a gate that this process is there, and waits until it is let through.
func pass(_ gate: String) throws {
    try note("arrived \(getpid())", in: "\(gate)/arrived")
    let pipe = open("\(gate)/open", O_RDONLY)
    guard pipe >= 0 else { throw StepFailure("there is no gate '\(gate)'") }
    defer { close(pipe) }
    // One byte and no more: the others are for those who wait as well.
    var byte: UInt8 = 0
    _ = read(pipe, &byte, 1)
}
