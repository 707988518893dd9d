/// A secret must not come as a declared variable, whose value is recorded with the key.
struct SecretVariableRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        graph.steps.flatMap { step in
            step.reads.environment.filter { $0.hasPrefix(Secret.variablePrefix) }.map { variable in
                let name = variable.dropFirst(Secret.variablePrefix.count).lowercased()
                return Diagnostic(
                    message: "'\(step.name)' reads the variable '\(variable)', whose value would be recorded",
                    location: step.location, help: "declare it with graph.secret(\"\(name)\") and wire it to the step")
            }
        }
    }
}
