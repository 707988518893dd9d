internal import Arguments
internal import ContentHash
internal import PipelineKit
internal import Terminal

/// `pipeline graph`: shows a pipeline's graph.
struct GraphCommand: Sendable {
    let session: Session

    /// The forms in which a graph can be shown.
    enum Form: String, CaseIterable { case text, dot, mermaid, json }

    static let format = CommandParameter.option(
        "format", short: "f", .oneOf(Form.self, "FORMAT"), default: .text, help: "the form")

    var command: Command {
        Command(
            "graph", summary: "Show the graph of a pipeline.",
            examples: [
                .init("pipeline graph road_sign"),
                .init("pipeline graph road_sign --format dot | dot -Tsvg > road_sign.svg", "a picture, with Graphviz"),
            ],
            parameters: [RunOptions.pipeline, Self.format], action: { try show($0) })
    }

    private func show(_ values: ParsedValues) throws -> Int32 {
        let graph = try session.pipeline(values[RunOptions.pipeline]).graph()
        switch values[GlobalOptions.json] ? .json : values[Self.format] {
        case .text: FileOutput.standard.write(GraphText.outline(graph))
        case .dot: FileOutput.standard.write(GraphText.dot(graph))
        case .mermaid: FileOutput.standard.write(GraphText.mermaid(graph))
        case .json: session.write(json: try JSON(encoding: graph))
        }
        return 0
    }
}
