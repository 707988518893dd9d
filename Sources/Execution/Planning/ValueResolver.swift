public import ContentHash
internal import PipelineKit

/// A value that a graph refers to and that is not what it should be.
public struct ValueError: Error, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Finds the values that references stand for.
public struct ValueResolver: Sendable {
    /// The values of the parameters.
    public let parameters: [String: JSON]
    /// What the steps that have ended returned.
    var outputs: [StepInstance: JSON] = [:]
    /// The items of the maps that are known.
    var items: [StepInstance: [JSON]] = [:]
    private let depths: [String: Int]

    init(graph: Graph, parameters: [String: JSON]) {
        self.parameters = parameters
        depths = Dictionary(
            graph.steps.map { ($0.name, $0.maps.count) } + graph.maps.map { ($0.name, $0.maps.count) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Returns the step or map of this name that belongs to the copy with the given indices.
    func instance(_ name: String, for indices: [Int]) -> StepInstance {
        StepInstance(name, Array(indices.prefix(depths[name] ?? 0)))
    }

    /// Returns the value of a source, as the copy with the given indices sees it.
    func value(_ source: Source, for indices: [Int]) throws(ValueError) -> JSON {
        switch source {
        case .constant(let value): return value
        case .parameter(let name):
            guard let value = parameters[name] else { throw ValueError("the parameter '\(name)' has no value") }
            return value
        case .output(let step):
            guard let value = outputs[instance(step, for: indices)] else {
                throw ValueError("'\(step)' has not returned anything")
            }
            return value
        case .field(let name, let whole):
            let value = try value(whole, for: indices)
            guard case .object(let fields) = value else { throw ValueError("'\(whole)' has no field '\(name)'") }
            // An optional that is nil is left out when it is encoded.
            return fields[name] ?? .null
        case .element(let map):
            let depth = depths[map] ?? 0
            guard let list = items[instance(map, for: indices)], depth < indices.count, indices[depth] < list.count
            else { throw ValueError("'\(map)' has no such item") }
            return list[indices[depth]]
        case .list(let sources):
            var list: [JSON] = []
            for source in sources { list.append(try value(source, for: indices)) }
            return .array(list)
        case .collected(let map, let item):
            let instance = instance(map, for: indices)
            guard let count = items[instance]?.count else { throw ValueError("the items of '\(map)' are not known") }
            var list: [JSON] = []
            for index in 0..<count { list.append(try value(item, for: instance.indices + [index])) }
            return .array(list)
        }
    }

    /// Returns a step's properties with the value of each reference in its place.
    func inputs(of step: GraphStep, for indices: [Int]) throws(ValueError) -> JSON {
        try step.inputs.replacing { (value) throws(ValueError) -> JSON? in
            guard let encoded = value[Wire.source] else { return nil }
            guard let source = try? encoded.decode(Source.self) else {
                throw ValueError("'\(step.name)' has a reference that can't be read")
            }
            return [Wire.value: try self.value(source, for: indices)]
        }
    }
}
