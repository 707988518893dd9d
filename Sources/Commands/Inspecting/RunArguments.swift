internal import Arguments
internal import Execution
internal import Registry
internal import Suggestions

/// Arguments that name a run or a step of one.
enum RunArguments {
    static let run = CommandParameter.argument(
        "RUN", .name("RUN", completing: .source("runs")), help: "a run: `last`, an id, or the beginning of one")
    static let lastRun = CommandParameter.argument(
        "RUN", .name("RUN", completing: .source("runs")), default: "last",
        help: "a run: `last`, an id, or the beginning of one")

    /// Finds a run of a pipeline: `last` is the last one of that pipeline.
    static func run(_ name: String, of pipeline: String, in registry: Registry) async throws -> RunSummary {
        let run = try await registry.run(name, of: name == "last" ? pipeline : nil)
        guard run.pipeline == pipeline else {
            throw CommandFailure("run \(run.id) is of '\(run.pipeline)', not '\(pipeline)'")
        }
        return run
    }

    /// Finds a step of a run by its name.
    static func step(_ name: String, among steps: [StepSummary], of run: RunSummary) throws -> StepSummary {
        if let step = steps.first(where: { $0.instance.description == name }) { return step }
        let names = steps.map(\.instance.description)
        let hint = suggestion(for: name, among: names)
        throw CommandFailure(
            "the run \(run.id) has no step '\(name)'"
                + (hint.isEmpty ? "; it has \(names.joined(separator: ", "))" : hint))
    }
}
