import FoundationEssentials
import Glibc
import PipelineKit

/// A step that goes on from where an earlier attempt was ended.
struct Stages: Pipeline {
    static let name = "stages"
    static let summary = "works in three stages, and keeps each for another attempt"

    func declare(in graph: inout GraphBuilder) {
        let gate = graph.parameter("gate", default: "", help: "A folder with the named pipes 'arrived' and 'open'.")
        let names = graph.parameter("names", default: File(path: "data/names.txt"), help: "A file that counts.")
        graph.step("work", WorkInStages(gate: gate, names: names))
    }
}

/// Waits at a gate after each of three stages.
struct WorkInStages: Step {
    struct Output: Codable, Sendable { var stages: Int }

    @Input var gate: String
    @Input var names: File

    func run(in context: StepContext) async throws -> Output {
        let checkpoint = File(path: "\(try context.checkpointFolder)/stage")
        var stage = (try? checkpoint.text()).flatMap { Int($0) } ?? 0
        context.message("starts after stage \(stage)")
        while stage < 3 {
            stage += 1
            try checkpoint.write("\(stage)")
            try note("arrived \(stage)", in: "\(gate)/arrived")
            guard let pipe = fopen("\(gate)/open", "r") else { throw StepFailure("there is no gate '\(gate)'") }
            _ = fgetc(pipe)
            fclose(pipe)
        }
        return Output(stages: stage)
    }
}
