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

/// What is asked of the scheduler must be possible.
struct OptionsRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        graph.steps.flatMap { step in
            objections(step.options).map {
                Diagnostic(message: "'\(step.name)' \($0.0)", location: step.location, help: $0.1)
            }
        }
    }

    private func objections(_ options: StepOptions) -> [(String, String)] {
        var found: [(String, String)] = []
        let resources = options.resources
        if resources.cpus < 1 { found.append(("asks for \(resources.cpus) cpus", "ask for at least 1")) }
        if resources.gpus < 0 { found.append(("asks for \(resources.gpus) gpus", "ask for 0 or more")) }
        if resources.memory < .zero { found.append(("asks for less memory than none", "ask for 0 or more")) }
        if options.retry.attempts < 1 {
            found.append(("has \(options.retry.attempts) attempts", "give it at least 1"))
        }
        if !(0...1).contains(options.retry.jitter) {
            found.append(("has a jitter of \(options.retry.jitter)", "give a part from 0 to 1"))
        }
        if !(options.retry.interval >= 0) || !(options.retry.cap >= 0) {
            found.append(("has a pause of less than 0 s", "give intervals of 0 or more"))
        }
        if !(options.retry.backoff >= 1) {
            found.append(("has a backoff of \(options.retry.backoff)", "give 1 or more"))
        }
        if let timeout = options.timeout, !(timeout > 0) {
            found.append(("has a timeout of \(timeout) s", "give a positive duration"))
        }
        if case .expires(let after) = options.cache, !(after > .zero) {
            found.append(("has results that expire after \(after.seconds) s", "give a positive duration, or .never"))
        }
        return found
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
