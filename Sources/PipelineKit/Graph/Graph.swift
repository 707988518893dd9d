public import ContentHash

/// A pipeline as plain data: what the planner, the scheduler and the exporters read.
public struct Graph: Sendable {
    public let name: String
    public internal(set) var parameters: [Parameter] = []
    public internal(set) var steps: [GraphStep] = []
    public internal(set) var maps: [GraphMap] = []
    /// Who is told of what happens in runs.
    public internal(set) var notifications: [GraphNotification] = []

    init(name: String) { self.name = name }

    /// Returns the step of this name.
    public func step(_ name: String) -> GraphStep? { steps.first { $0.name == name } }
}

/// A step in a graph.
public struct GraphStep: Codable, Sendable {
    public let name: String
    /// The name of its type.
    public let kind: String
    /// The step's properties, with references inside as ``Wire`` says.
    public let inputs: JSON
    /// The references among the properties.
    public let sources: [Source]
    /// What must hold for the step to run.
    public let guards: [Condition]
    /// The maps it is inside of, outermost first.
    public let maps: [String]
    /// The steps that must have ended before, for another reason than their output.
    public let after: [String]
    public let options: StepOptions
    public let reads: StepNeeds
    public let location: SourceLocation

    /// The steps and maps that must have ended before this one can start.
    public var needs: Set<String> {
        (sources + guards.flatMap(\.sources)).reduce(into: Set(after + maps)) { $0.formUnion($1.needs) }
    }
}

/// A part of a graph that is there once for each item of a list.
public struct GraphMap: Codable, Sendable {
    public let name: String
    public let items: Source
    public let guards: [Condition]
    /// The maps around it, outermost first.
    public let maps: [String]
    public let location: SourceLocation

    /// The steps and maps that must have ended before the items are known.
    public var needs: Set<String> {
        ([items] + guards.flatMap(\.sources)).reduce(into: Set(maps)) { $0.formUnion($1.needs) }
    }
}
