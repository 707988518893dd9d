internal import Arguments
internal import ContentHash
internal import PipelineKit
internal import Terminal

/// `pipeline list`: lists the pipelines of the program with their parameters.
struct ListCommand: Sendable {
    let session: Session

    var command: Command {
        Command(
            "list", summary: "List the pipelines and their parameters.", examples: [.init("pipeline list")],
            action: { try list($0) })
    }

    private func list(_ values: ParsedValues) throws -> Int32 {
        let graphs = try session.pipelines.map { (try $0.graph(), type(of: $0).summary) }
        if values[GlobalOptions.json] {
            session.write(json: .array(try graphs.map(json)))
            return 0
        }
        for (index, (graph, summary)) in graphs.enumerated() {
            if index > 0 { session.write("") }
            session.write(Line(graph.name, .bold) + (summary.isEmpty ? "" : "  \(summary)"))
            var table = Table(.word(""), .word(""), .word(""), .sentences(""))
            for parameter in graph.parameters {
                table.append(
                    "  \(parameter.name)", Line(parameter.type.name, .cyan),
                    Line(parameter.defaultValue.displayText), Line(parameter.help, .dim))
            }
            session.write(table)
        }
        return 0
    }

    private func json(_ graph: Graph, _ summary: String) throws -> JSON {
        [
            "name": .string(graph.name), "summary": .string(summary),
            "parameters": .array(try graph.parameters.map { try JSON(encoding: $0) }),
            "steps": .array(graph.steps.map { .string($0.name) }),
        ]
    }
}
