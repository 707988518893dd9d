import FoundationEssentials
import PipelineKit

/// Gathers the texts of each side in one file.
struct SplitTexts: Step {
    struct Output: Codable, Sendable {
        var training: File
        var test: File
    }

    @Input var texts: Folder
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("split", in: journal)
        return Output(training: try gather("training", context), test: try gather("test", context))
    }

    private func gather(_ side: String, _ context: StepContext) throws -> File {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(texts.path)/\(side)"))?.sorted() ?? []
        guard !names.isEmpty else { throw StepFailure("there is no text in '\(side)/' of '\(texts.path)'") }
        let gathered: File = try context.output("\(side).txt")
        try gathered.write(names.map { try File(path: "\(texts.path)/\(side)/\($0)").text() }.joined())
        return gathered
    }
}
