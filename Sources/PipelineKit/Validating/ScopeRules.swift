/// A step may not use what only another branch makes.
struct BranchScopeRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        let scopes = Scopes(graph)
        return scopes.users.flatMap { user in
            let foreign = Set(user.sources.flatMap(\.needs)).filter { needed in
                guard let node = scopes.nodes[needed] else { return false }
                return !user.guards.starts(with: node.guards)
            }
            // What is inside a map of the other branch is told of by the map.
            return foreign.filter { foreign.isDisjoint(with: scopes.nodes[$0]?.maps ?? []) }.sorted().map { needed in
                Diagnostic(
                    message: "'\(user.name)' uses '\(needed)', which runs only in one branch", location: user.location,
                    help: "move '\(user.name)' into that branch")
            }
        }
    }
}

/// What is inside a map is there once for each item, so only the map's collected result can be used outside.
struct MapScopeRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        let scopes = Scopes(graph)
        return scopes.users.flatMap { user in
            Set(user.sources.flatMap { escapes($0, from: user.maps, scopes) }).sorted().map { escaped in
                Diagnostic(
                    message: "'\(user.name)' uses '\(escaped)', which is inside a map", location: user.location,
                    help: "return it from the map's closure and use what the map collects")
            }
        }
    }

    private func escapes(_ source: Source, from maps: [String], _ scopes: Scopes) -> [String] {
        switch source {
        case .constant, .parameter: []
        case .output(let step): maps.starts(with: scopes.nodes[step]?.maps ?? []) ? [] : [step]
        case .element(let map): maps.contains(map) ? [] : [map]
        case .field(_, let whole): escapes(whole, from: maps, scopes)
        case .list(let items): items.flatMap { escapes($0, from: maps, scopes) }
        case .collected(let map, let item):
            maps.starts(with: scopes.nodes[map]?.maps ?? []) ? escapes(item, from: maps + [map], scopes) : [map]
        }
    }
}

/// The branches and maps that the steps and maps of a graph are in.
private struct Scopes {
    /// A step or a map.
    struct Node {
        let name: String
        let guards: [Condition]
        let maps: [String]
        let sources: [Source]
        let location: SourceLocation
    }

    let users: [Node]
    let nodes: [String: Node]

    init(_ graph: Graph) {
        users =
            graph.steps.map {
                Node(
                    name: $0.name, guards: $0.guards, maps: $0.maps,
                    sources: $0.sources + $0.guards.flatMap(\.sources), location: $0.location)
            }
            + graph.maps.map {
                Node(
                    name: $0.name, guards: $0.guards, maps: $0.maps,
                    sources: [$0.items] + $0.guards.flatMap(\.sources), location: $0.location)
            }
        nodes = Dictionary(users.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
