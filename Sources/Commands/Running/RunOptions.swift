internal import Arguments
internal import Execution
internal import PipelineKit
internal import Suggestions

/// The options that say what of a pipeline is run, and how; `plan` takes them as `run` does.
enum RunOptions {
    static let pipeline = CommandParameter.argument(
        "PIPELINE", .name("PIPELINE", completing: .source("pipelines")), help: "the pipeline")
    static let set = CommandParameter.repeatedOption(
        "set", short: "s", .assignment(completing: .source("parameters")), help: "give a parameter another value")
    static let only = CommandParameter.repeatedOption(
        "only", .name("STEP", completing: .source("steps")), help: "run this step alone, from cached inputs")
    static let from = CommandParameter.option(
        "from", .name("STEP", completing: .source("steps")), help: "run this step and what depends on it")
    static let to = CommandParameter.option(
        "to", .name("STEP", completing: .source("steps")), help: "run this step and what it needs")
    static let force = CommandParameter.repeatedOption(
        "force", .name("STEP", completing: .source("steps")), help: "run this step whatever the cache has")
    static let forceAll = CommandParameter.flag("force-all", help: "run every step whatever the cache has")
    static let failed = CommandParameter.optionWithOptionalValue(
        "failed", .name("RUN", completing: .source("runs")),
        help: "run a failed run again, with its parameters; the last failed one where none is named")

    static let all: [any DeclaredParameter] = [pipeline, set, only, from, to, force, forceAll, failed]

    static let exclusions = [["force", "force-all"], ["only", "from"], ["only", "to"]]

    /// Which steps the options select.
    static func selection(_ values: ParsedValues, of graph: Graph) throws -> Selection {
        let named = values[only] + [values[from], values[to]].compactMap { $0 }
        for name in named { try check(name, in: graph) }
        guard !named.isEmpty else { return .everything }
        let selection = Selection(graph: graph, only: values[only], from: values[from], to: values[to])
        guard !selection.isEmpty else {
            let (last, first) = (values[to] ?? "", values[from] ?? "")
            throw CommandFailure("no step is selected: '\(last)' does not depend on '\(first)'")
        }
        return selection
    }

    /// The steps that are to run whatever the cache has.
    static func forced(_ values: ParsedValues, of graph: Graph) throws -> Set<String> {
        if values[forceAll] { return Set(graph.steps.map(\.name)) }
        for name in values[force] { try check(name, in: graph) }
        return Set(values[force])
    }

    static func check(_ step: String, in graph: Graph) throws {
        let names = graph.steps.map(\.name)
        guard !names.contains(step) else { return }
        let hint = suggestion(for: step, among: names)
        throw CommandFailure(
            "'\(graph.name)' has no step '\(step)'"
                + (hint.isEmpty ? "; it has \(names.joined(separator: ", "))" : hint))
    }
}
