public import PipelineKit

/// Which steps of a graph a run is about.
public struct Selection: Sendable {
    /// What is done with a step.
    enum Mode: Equatable { case run, cacheOnly, leaveOut }

    private let modes: [String: Mode]

    /// Every step.
    public static let everything = Selection(modes: [:])

    private init(modes: [String: Mode]) { self.modes = modes }

    /// Selects the steps that are in every given part: those listed, where any is; a step and what depends on it; a
    /// step and what it depends on.
    ///
    /// What a selected step reads without being selected itself must be in the cache.
    public init(graph: Graph, only: [String] = [], from: String? = nil, to: String? = nil) {
        let needs = Dictionary(
            graph.steps.map { ($0.name, $0.needs) } + graph.maps.map { ($0.name, $0.needs) },
            uniquingKeysWith: { first, _ in first })
        var selected = only.isEmpty ? Set(needs.keys) : Set(only)
        if let from { selected.formIntersection(Self.reached([from], along: Self.reversed(needs))) }
        if let to { selected.formIntersection(Self.reached([to], along: needs)) }
        // A step that another is only ordered after is not read, and so needs no result.
        let reads = needs.merging(
            graph.steps.map { step in
                let sources = step.sources + step.guards.flatMap(\.sources)
                return (step.name, sources.reduce(into: Set(step.maps)) { $0.formUnion($1.needs) })
            }, uniquingKeysWith: { _, read in read })
        let needed = Self.reached(selected, along: reads)
        modes = needs.keys.reduce(into: [:]) { modes, name in
            modes[name] = selected.contains(name) ? .run : needed.contains(name) ? .cacheOnly : .leaveOut
        }
    }

    /// Whether nothing is selected.
    public var isEmpty: Bool { !modes.isEmpty && !modes.values.contains(.run) }

    func mode(of step: String) -> Mode { modes[step] ?? .run }

    private static func reached(_ names: Set<String>, along edges: [String: Set<String>]) -> Set<String> {
        var found = names
        var open = Array(names)
        while let name = open.popLast() {
            for other in edges[name] ?? [] where found.insert(other).inserted { open.append(other) }
        }
        return found
    }

    private static func reversed(_ edges: [String: Set<String>]) -> [String: Set<String>] {
        var result: [String: Set<String>] = [:]
        for (name, others) in edges { for other in others { result[other, default: []].insert(name) } }
        return result
    }
}
