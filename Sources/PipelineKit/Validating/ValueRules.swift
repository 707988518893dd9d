/// A parameter's default must be a value that one could choose.
struct ParameterDefaultRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        graph.parameters.compactMap { parameter in
            parameter.objection(to: parameter.defaultValue).map {
                Diagnostic(
                    message: "the default of '\(parameter.name)' \($0)", location: parameter.location,
                    help: "give a default that is allowed")
            }
        }
    }
}

/// What is wired from a command must be among the outputs that it declares.
struct DeclaredOutputRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        let declared = Dictionary(
            graph.steps.compactMap { step in step.reads.outputs.map { (step.name, $0) } },
            uniquingKeysWith: { first, _ in first })
        let users =
            graph.steps.map { ($0.name, $0.sources + $0.guards.flatMap(\.sources), $0.location) }
            + graph.maps.map { ($0.name, [$0.items] + $0.guards.flatMap(\.sources), $0.location) }
        return users.flatMap { user, sources, location in
            sources.flatMap(outputs).compactMap { name, producer in
                guard let outputs = declared[producer], !outputs.contains(name) else { return nil }
                return Diagnostic(
                    message: "'\(user)' uses the output '\(name)' of '\(producer)', which declares no such output",
                    location: location,
                    help: outputs.isEmpty
                        ? "declare it among the outputs of '\(producer)'"
                        : "it declares \(outputs.joined(separator: ", "))")
            }
        }
    }

    /// The fields of steps' outputs that a value is made of.
    private func outputs(_ source: Source) -> [(name: String, step: String)] {
        switch source {
        case .constant, .parameter, .element, .output: []
        case .field(let name, of: .output(let step)): [(name, step)]
        case .field(_, let whole): outputs(whole)
        case .list(let items): items.flatMap(outputs)
        case .collected(_, let item): outputs(item)
        }
    }
}
