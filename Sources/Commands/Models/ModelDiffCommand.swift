internal import Arguments
internal import ContentHash
internal import Registry
internal import Terminal

/// `pipeline models diff`: what differs between two versions.
struct ModelDiffCommand: Sendable {
    let session: Session

    private static let other = CommandParameter.argument(
        "OTHER", .name("OTHER", completing: .source("groups")), help: "the model to compare it with")

    var command: Command {
        Command(
            "diff", summary: "Show what differs between two model versions, and why.",
            examples: [.init("pipeline models diff road_sign@champion road_sign")],
            parameters: [ModelArguments.model, Self.other], action: { try await diff($0) })
    }

    private func diff(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let left = try await registry.lineage(of: registry.model(values[ModelArguments.model]))
        let right = try await registry.lineage(of: registry.model(values[Self.other]))
        let comparison = try await ModelComparison(left, right, registry, session.store(of: project))
        if values[GlobalOptions.json] { session.write(json: comparison.json) } else { write(comparison) }
        return 0
    }

    private func write(_ comparison: ModelComparison) {
        var table = Table(
            .text("metric"), .number("\(comparison.left.name)"), .number("\(comparison.right.name)"),
            .number("difference"))
        for metric in comparison.metrics {
            table.append(
                Line(metric.name), Line(metric.left.map(RunView.text) ?? ""),
                Line(metric.right.map(RunView.text) ?? ""),
                Line(metric.difference.map { ($0 > 0 ? "+" : "") + RunView.text(of: $0) } ?? ""))
        }
        if !table.isEmpty { session.write(table) }
        if !comparison.parameters.isEmpty {
            session.write("")
            var table = Table(
                .text("parameter"), .text("\(comparison.left.name)"), .text("\(comparison.right.name)"))
            for row in comparison.parameters { table.append(Line(row.name), Line(row.left), Line(row.right)) }
            session.write(table)
        }
        session.write("")
        guard !comparison.causes.isEmpty else {
            session.write(comparison.isSameModel ? "the models are the same, byte for byte" : "no step differs")
            return
        }
        var causes = Table(.word("step"), .text("what differs"))
        for cause in comparison.causes { causes.append(Line(cause.step), Line(cause.difference)) }
        session.write(causes)
    }
}
