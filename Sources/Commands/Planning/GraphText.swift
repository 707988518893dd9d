internal import PipelineKit

/// A graph as text for people and for programs that draw.
enum GraphText {
    /// One line for each step: its name, its kind, when it runs and what it waits for.
    static func outline(_ graph: Graph) -> String {
        graph.steps.map { step in
            let kind = step.kind.split(separator: ".").last.map(String.init) ?? step.kind
            let needs = step.needs.sorted()
            return "\(step.name): \(kind)" + (needs.isEmpty ? "" : " <- \(needs.joined(separator: ", "))")
                + (step.maps.last.map { " [for each of \($0)]" } ?? "")
                + (step.guards.isEmpty ? "" : " [if \(step.guards.map(\.description).joined(separator: " and "))]")
                + "\n"
        }.joined()
    }

    /// The language of Graphviz.
    static func dot(_ graph: Graph) -> String {
        var text = "digraph \(quoted(graph.name)) {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n"
        for map in graph.maps { text += "  \(quoted(map.name)) [shape=diamond];\n" }
        for step in graph.steps where !step.guards.isEmpty {
            text += "  \(quoted(step.name)) [style=\"rounded,dashed\"];\n"
        }
        for step in graph.steps where step.guards.isEmpty { text += "  \(quoted(step.name));\n" }
        for edge in edges(graph) { text += "  \(quoted(edge.from)) -> \(quoted(edge.to));\n" }
        return text + "}\n"
    }

    /// The language of Mermaid, which GitHub and GitLab draw.
    static func mermaid(_ graph: Graph) -> String {
        func id(_ name: String) -> String { name.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined() }
        var text = "flowchart LR\n"
        for map in graph.maps { text += "  \(id(map.name)){{\"\(map.name)\"}}\n" }
        for step in graph.steps { text += "  \(id(step.name))[\"\(step.name)\"]\n" }
        for edge in edges(graph) { text += "  \(id(edge.from)) --> \(id(edge.to))\n" }
        return text
    }

    private static func edges(_ graph: Graph) -> [(from: String, to: String)] {
        graph.maps.flatMap { map in map.needs.sorted().map { ($0, map.name) } }
            + graph.steps.flatMap { step in step.needs.sorted().map { ($0, step.name) } }
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
