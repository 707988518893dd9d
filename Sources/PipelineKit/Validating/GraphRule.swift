/// One thing that must hold for every graph.
protocol GraphRule: Sendable {
    func check(_ graph: Graph) -> [Diagnostic]
}

extension Graph {
    static let rules: [any GraphRule] = [
        UniqueNamesRule(), PlainNamesRule(), BranchScopeRule(), MapScopeRule(), ParameterDefaultRule(), OptionsRule(),
        DeclaredOutputRule(), SeparateOutputsRule(), NotificationRule(), SecretVariableRule(),
    ]

    /// What has a name beside the parameters: steps and maps, with the lines that declare them.
    var nodes: [(name: String, what: String, location: SourceLocation)] {
        steps.map { ($0.name, "step", $0.location) } + maps.map { ($0.name, "map", $0.location) }
    }
}
