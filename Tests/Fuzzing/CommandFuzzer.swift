import Arguments
import ContentHash
import Database
import Execution
import Scaffolding
import VisionCommands

@testable import Commands
@testable import PipelineKit
@testable import Registry

extension Fuzzer {
    /// The command line of the whole program, a line for each word, and what people write in its words.
    static let commands = Fuzzer(
        name: "commands",
        trials: [
            { bytes in
                let words = text(bytes).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                do throws(UsageError) {
                    _ = try interface.parse(words)
                } catch {
                    must(!error.mistakes.isEmpty, "a refusal says why")
                }
            },
            { bytes in
                let condition = try accepted(FilterError.self) {
                    try FilterParser.condition(text(bytes), vocabulary)
                }
                guard let condition else { return }
                must(!condition.fields.isEmpty, "'\(condition)' compares something")
                _ = condition.holds { _ in .number(1) }
            },
            { bytes in
                guard let gate = try accepted(GateMistake.self, { try Gate(text(bytes)) }) else { return }
                must(try Gate(gate.text) == gate, "'\(gate.text)' is read again")
            },
            { bytes in _ = try accepted(RegistryError.self) { try ModelSelector(text(bytes)) } },
            { bytes in
                for parameter in swept {
                    guard
                        let range = try accepted(
                            CommandFailure.self, { try SweptRange(text(bytes), of: parameter) }) ?? nil
                    else { continue }
                    let values = range.gridValues(2) + [range.drawn(by: 0), range.drawn(by: 0.7)]
                    for value in values {
                        must(parameter.type.parse(value) != nil, "'\(value)' of '\(range.text)' is a value")
                    }
                }
            },
            { bytes in
                guard let list = PipelineList(text(bytes)) else { return }
                must(PipelineList(list.adding("One()")) != nil, "a list with one more is a list")
            },
            { bytes in
                guard let instance = StepInstance(stored: .text(text(bytes))) else { return }
                must(StepInstance(stored: instance.stored) == instance, "\(instance) is read again")
            },
        ])

    private static let interface = CommandLineInterface.pipeline(
        Session(pipelines: [], commands: VisionCommands.all))

    private static let vocabulary = RunVocabulary(
        metrics: ["accuracy": ["evaluate"], "loss": ["train"]], parameters: ["epochs", "loss"], facts: ["host"])

    private static let swept: [Parameter] = {
        var graph = GraphBuilder(name: "sweep")
        _ = graph.parameter("epochs", default: 10)
        _ = graph.parameter("rate", default: 0.1)
        return graph.graph.parameters
    }()
}
