internal import ContentHash
internal import PipelineKit

/// The steps of a run with what each still waits for; grows where a map turns out to have items.
struct RunGraph: Sendable {
    /// What can be said of a step once everything it waits for has ended.
    enum Verdict: Sendable {
        case ready(inputs: JSON)
        case skip(reason: String)
        case blocked(by: String)
        /// A step that it needs was cancelled.
        case cancelled
        /// A condition or a value is not what it should be.
        case wrong(message: String)
    }

    /// A step, the items of a map, or everything that is made for the items.
    private enum Node: Hashable {
        case step(StepInstance)
        case items(StepInstance)
        case collection(StepInstance)
    }

    /// Why something did not come about.
    private enum Obstacle {
        case failed(String)
        case cancelled
        case skipped(reason: String)

        var verdict: Verdict {
            switch self {
            case .failed(let culprit): .blocked(by: culprit)
            case .cancelled: .cancelled
            case .skipped(let reason): .skip(reason: reason)
            }
        }
    }

    private let steps: [String: GraphStep]
    private let maps: [String: GraphMap]
    /// The maps around each step and map, outermost first.
    private let scopes: [String: [String]]
    /// The steps and maps right inside each map.
    private let inside: [String: [String]]
    private(set) var values: ValueResolver
    private(set) var instances: [StepInstance] = []

    private var waits: [Node: Int] = [:]
    private var waiters: [Node: [Node]] = [:]
    private var done: Set<Node> = []
    private var open = WaitingLine<Node>()
    private var obstacles: [Node: Obstacle] = [:]
    /// The verdicts on steps of maps that have no copies.
    private var verdicts: [StepInstance: Verdict] = [:]

    init(graph: Graph, parameters: [String: JSON]) {
        steps = Dictionary(graph.steps.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        maps = Dictionary(graph.maps.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let scoped = graph.steps.map { ($0.name, $0.maps) } + graph.maps.map { ($0.name, $0.maps) }
        scopes = Dictionary(scoped, uniquingKeysWith: { first, _ in first })
        inside = Dictionary(grouping: scoped.filter { !$0.1.isEmpty }, by: { $0.1[$0.1.count - 1] })
            .mapValues { $0.map(\.0) }
        values = ValueResolver(graph: graph, parameters: parameters)
        for (name, maps) in scoped where maps.isEmpty { add(name, []) }
    }

    /// Returns a step that waits for nothing any more, and what can be said of it.
    mutating func next() -> (StepInstance, Verdict)? {
        while let node = open.popFirst() {
            switch node {
            case .step(let instance): return (instance, verdict(instance))
            case .items(let instance): expand(instance)
            case .collection(let instance):
                obstacles[node] = obstacles[.items(instance)] ?? obstacle(inside: instance)
                finish(node)
            }
        }
        return nil
    }

    /// Takes in how a step ended.
    mutating func end(_ instance: StepInstance, _ ending: StepEnding) {
        let node = Node.step(instance)
        switch ending {
        case .succeeded(let outputs), .cached(let outputs): values.outputs[instance] = outputs
        case .skipped(let reason): obstacles[node] = .skipped(reason: reason)
        case .failed: obstacles[node] = .failed("\(instance)")
        case .upstreamFailed(let step): obstacles[node] = .failed(step)
        case .cancelled: obstacles[node] = .cancelled
        }
        finish(node)
    }

    private func verdict(_ instance: StepInstance) -> Verdict {
        if let verdict = verdicts[instance] { return verdict }
        guard let step = steps[instance.step] else {
            return .wrong(message: "the graph has no step '\(instance.step)'")
        }
        let indices = instance.indices
        switch decide(step.guards, then: step.sources, for: indices) {
        case .ready:
            for name in step.after {
                switch barrier(name, before: step.maps, indices).flatMap({ obstacles[$0] }) {
                case .failed(let culprit): return .blocked(by: culprit)
                case .cancelled: return .cancelled
                // What did not have to run is no reason to wait for it.
                case .skipped, nil: continue
                }
            }
            do { return .ready(inputs: try values.inputs(of: step, for: indices)) } catch {
                return .wrong(message: error.description)
            }
        case let other: return other
        }
    }

    /// Decides conditions from the outermost inwards, so that what only a branch makes is looked at inside it only.
    private func decide(_ guards: [Condition], then sources: [Source], for indices: [Int]) -> Verdict {
        for condition in guards {
            if let obstacle = obstacle(condition.sources, for: indices) { return obstacle.verdict }
            do {
                if try !values.holds(condition, for: indices) {
                    return .skip(reason: values.explain(condition, for: indices))
                }
            } catch {
                return .wrong(message: error.description)
            }
        }
        return obstacle(sources, for: indices)?.verdict ?? .ready(inputs: .null)
    }
}

// MARK: - What waits for what

extension RunGraph {
    private mutating func add(_ name: String, _ indices: [Int]) {
        let instance = StepInstance(name, indices)
        if let step = steps[name] {
            instances.append(instance)
            let ordering = step.after.compactMap { barrier($0, before: step.maps, indices) }
            let data = (step.guards.flatMap(\.sources) + step.sources).flatMap { needed(by: $0, for: indices) }
            wait(.step(instance), for: ordering + data)
        } else if let map = maps[name] {
            let data = (map.guards.flatMap(\.sources) + [map.items]).flatMap { needed(by: $0, for: indices) }
            wait(.items(instance), for: data)
            wait(.collection(instance), for: [.items(instance)])
        }
    }

    /// A step, or everything that a map makes.
    private func node(_ name: String, _ indices: [Int]) -> Node {
        let instance = StepInstance(name, indices)
        return maps[name] == nil ? .step(instance) : .collection(instance)
    }

    /// What must have ended before a step that is only ordered after another.
    ///
    /// Where the other is inside a map that the step is not in, that is everything the map makes.
    private func barrier(_ name: String, before scope: [String], _ indices: [Int]) -> Node? {
        // The items of the map that the step is in are known, or the step were not there.
        if scope.contains(name) { return nil }
        let theirs = scopes[name] ?? []
        let shared = zip(theirs, scope).prefix { $0 == $1 }.count
        return node(shared < theirs.count ? theirs[shared] : name, Array(indices.prefix(shared)))
    }

    private func needed(by source: Source, for indices: [Int]) -> [Node] {
        switch source {
        case .constant, .parameter, .element: []
        case .output(let step): [.step(values.instance(step, for: indices))]
        case .field(_, let whole): needed(by: whole, for: indices)
        case .list(let items): items.flatMap { needed(by: $0, for: indices) }
        case .collected(let map, _): [.collection(values.instance(map, for: indices))]
        }
    }

    private mutating func wait(_ node: Node, for others: [Node]) {
        let missing = Set(others).subtracting(done)
        waits[node, default: 0] += missing.count
        for other in missing { waiters[other, default: []].append(node) }
        if waits[node] == 0 { open.append(node) }
    }

    private mutating func finish(_ node: Node) {
        done.insert(node)
        for waiter in waiters.removeValue(forKey: node) ?? [] {
            waits[waiter, default: 0] -= 1
            if waits[waiter] == 0 { open.append(waiter) }
        }
    }
}

// MARK: - What is in the way

extension RunGraph {
    private func obstacle(_ sources: [Source], for indices: [Int]) -> Obstacle? {
        for source in sources {
            if let obstacle = obstacle(source, for: indices) { return obstacle }
        }
        return nil
    }

    private func obstacle(_ source: Source, for indices: [Int]) -> Obstacle? {
        switch source {
        case .constant, .parameter, .element: return nil
        case .output(let step): return obstacles[.step(values.instance(step, for: indices))]
        case .field(_, let whole): return obstacle(whole, for: indices)
        case .list(let items): return obstacle(items, for: indices)
        case .collected(let map, let item):
            let instance = values.instance(map, for: indices)
            if let obstacle = obstacles[.items(instance)] { return obstacle }
            // Only what is collected counts: another step inside the map may have failed.
            for index in (values.items[instance] ?? []).indices {
                if let obstacle = obstacle(item, for: instance.indices + [index]) { return obstacle }
            }
            return nil
        }
    }

    /// The first failure inside a map.
    private func obstacle(inside map: StepInstance) -> Obstacle? {
        for index in (values.items[map] ?? []).indices {
            for name in inside[map.step] ?? [] {
                switch obstacles[node(name, map.indices + [index])] {
                case .failed(let culprit): return .failed(culprit)
                case .cancelled: return .cancelled
                case .skipped, nil: continue
                }
            }
        }
        return nil
    }
}

// MARK: - Maps

extension RunGraph {
    /// Adds the steps of a map for each of its items.
    private mutating func expand(_ instance: StepInstance) {
        guard let map = maps[instance.step] else { return }
        let items = Node.items(instance)
        var bodies: [Node] = []
        switch list(of: map, instance.indices) {
        case .success(let list):
            values.items[instance] = list
            for index in list.indices {
                for name in inside[map.name] ?? [] {
                    add(name, instance.indices + [index])
                    bodies.append(node(name, instance.indices + [index]))
                }
            }
            if list.isEmpty { addOnce(insideOf: instance, .skip(reason: "'\(instance)' has no items")) }
        case .failure(let reason):
            switch reason.verdict {
            case .skip(let reason): obstacles[items] = .skipped(reason: reason)
            case .blocked(let culprit): obstacles[items] = .failed(culprit)
            case .cancelled: obstacles[items] = .cancelled
            case .wrong, .ready: obstacles[items] = .failed("\(instance)")
            }
            addOnce(insideOf: instance, reason.verdict)
        }
        // The collection waited for the items, and waits now for what is made of them.
        let collection = Node.collection(instance)
        waits[collection, default: 0] += 1
        finish(items)
        waits[collection, default: 0] -= 1
        wait(collection, for: bodies)
    }

    private struct NoItems: Error {
        let verdict: Verdict
    }

    private func list(of map: GraphMap, _ indices: [Int]) -> Result<[JSON], NoItems> {
        switch decide(map.guards, then: [map.items], for: indices) {
        case .ready:
            do throws(ValueError) {
                let value = try values.value(map.items, for: indices)
                if case .array(let list) = value { return .success(list) }
                return .failure(
                    NoItems(
                        verdict: .wrong(
                            message: "'\(map.items)' is \(value.text), not the list that '\(map.name)' goes over")))
            } catch {
                return .failure(NoItems(verdict: .wrong(message: error.description)))
            }
        case let other: return .failure(NoItems(verdict: other))
        }
    }

    /// Adds the steps inside a map that has no copies of them, each once, so that the run tells what became of them.
    private mutating func addOnce(insideOf map: StepInstance, _ verdict: Verdict) {
        for name in inside[map.step] ?? [] {
            let instance = StepInstance(name, map.indices)
            guard steps[name] != nil else {
                addOnce(insideOf: instance, verdict)
                continue
            }
            instances.append(instance)
            verdicts[instance] = verdict
            open.append(.step(instance))
        }
    }
}
