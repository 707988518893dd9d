/// Each declared output has a place of its own: what is written to one must not change another.
struct SeparateOutputsRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        graph.steps.flatMap { step in
            objections(to: step.reads.outputs ?? []).map {
                Diagnostic(message: "'\(step.name)' \($0.0)", location: step.location, help: $0.1)
            }
        }
    }

    private func objections(to names: [String]) -> [(String, String)] {
        names.enumerated().flatMap { index, name in
            names[..<index].compactMap { other -> (String, String)? in
                if name == other { return ("declares the output '\(name)' twice", "declare it once") }
                let (inner, outer) = name.hasPrefix("\(other)/") ? (name, other) : (other, name)
                guard inner.hasPrefix("\(outer)/") else { return nil }
                return ("declares the output '\(inner)' inside its output '\(outer)'", "write them side by side")
            }
        }
    }
}
