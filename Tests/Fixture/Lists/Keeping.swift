import FoundationEssentials
import PipelineKit

/// What is made in every form that the store has a way of its own for.
struct Keeping: Pipeline {
    static let name = "keeping"
    static let summary = "makes a file, a small folder and one with many files"

    func declare(in graph: inout GraphBuilder) {
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each step that runs.")
        let file = graph.step("file", MakeFile(name: "kept", journal: journal)).file
        graph.step("few", MakeCopies(file: file, count: 2, journal: journal))
        graph.step("many", MakeCopies(file: file, count: 20, journal: journal))
    }
}

/// Copies a file a number of times into a folder within a folder.
struct MakeCopies: Step {
    struct Output: Codable, Sendable { var copies: Folder }

    @Input var file: File
    @Input var count: Int
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("\(count) copies", in: journal)
        let output = Output(copies: try context.output("copies"))
        let inner = "\(output.copies.path)/inner"
        try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
        let text = try file.text()
        for number in 0..<count { try File(path: "\(inner)/\(number).txt").write("\(number): \(text)") }
        return output
    }
}
