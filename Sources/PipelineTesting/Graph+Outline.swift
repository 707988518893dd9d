public import PipelineKit

extension Graph {
    /// One line for each step: its name, its kind, what it waits for, and under which condition it runs.
    public var outline: String {
        steps.map { step in
            let needs = step.needs.isEmpty ? "" : " <- \(step.needs.sorted().joined(separator: ", "))"
            let guards = step.guards.isEmpty ? "" : " when \(step.guards.map(\.description).joined(separator: " and "))"
            return "\(step.name): \(step.kind)\(needs)\(guards)\n"
        }.joined()
    }
}
