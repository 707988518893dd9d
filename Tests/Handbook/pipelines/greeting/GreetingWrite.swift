import FoundationEssentials
import PipelineKit

/// Writes a greeting to a file.
struct GreetingWrite: Step {
    struct Output: Codable, Sendable {
        var letters: Int
        var file: File
    }

    @Input var greeting: String

    func run(in context: StepContext) async throws -> Output {
        let output = Output(letters: greeting.count, file: try context.output("greeting.txt"))
        try "\(greeting)\n".write(toFile: output.file.path, atomically: false, encoding: .utf8)
        context.log(metric: "letters", Double(output.letters))
        return output
    }
}
