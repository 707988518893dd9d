internal import Arguments
internal import Registry
internal import Terminal

/// `pipeline runs compare`: shows what differs between two runs.
struct RunsCompare: Sendable {
    let session: Session

    static let other = CommandParameter.argument(
        "OTHER", .name("OTHER", completing: .source("runs")), help: "the run to compare it with")

    var command: Command {
        Command(
            "compare", summary: "Show what differs between two runs.",
            discussion: """
                Compares parameters, the files of folders among them, the code of each step, what the runs were made with, \
                how steps ended, the last value of each metric, and the content of outputs. Of runs of different pipelines \
                only what has the same name in both is compared.
                """,
            examples: [.init("pipeline runs compare 0c1f last")],
            parameters: [RunArguments.run, Self.other], action: { try await compare($0) })
    }

    private func compare(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let left = try await registry.run(values[RunArguments.run])
        let right = try await registry.run(values[Self.other])
        let comparison = try await RunComparison(left, right, registry, try session.store(of: project))
        if values[GlobalOptions.json] {
            session.write(json: comparison.json)
        } else {
            let output = FileOutput.standard
            session.write(
                RunComparisonText(comparison, width: output.isTerminal ? output.size.columns : nil).lines)
        }
        return 0
    }
}
