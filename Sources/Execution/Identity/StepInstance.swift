/// One step of a run; a step inside a map is there once for each item.
public struct StepInstance: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The step's name in the graph.
    public let step: String
    /// The place of the item in each map around the step, outermost first.
    public let indices: [Int]

    public init(_ step: String, _ indices: [Int] = []) {
        self.step = step
        self.indices = indices
    }

    /// The name as it is shown and kept: `train`, `fold_train[2]`.
    public var description: String { step + indices.map { "[\($0)]" }.joined() }

    public static func < (lhs: StepInstance, rhs: StepInstance) -> Bool {
        if lhs.step != rhs.step { return lhs.step < rhs.step }
        return lhs.indices.lexicographicallyPrecedes(rhs.indices)
    }
}
