public import Architectures

/// Why weights are not those of a network: everything that does not fit, at once.
public struct WeightMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    /// A tensor that the network has in another shape.
    public struct OtherShape: Hashable, Sendable {
        /// The name of the tensor.
        public let name: String
        /// The lengths of its axes in the weights.
        public let given: [Int]
        /// The lengths of its axes in the network.
        public let wanted: [Int]
    }

    /// The network.
    public let architecture: Architecture
    /// What the network has and the weights have not, in the order of the network's layers.
    public internal(set) var missing: [String] = []
    /// What the weights have and the network has not, by name.
    public internal(set) var superfluous: [String] = []
    /// What both have, in different shapes, in the order of the network's layers.
    public internal(set) var otherShapes: [OtherShape] = []
    /// The architecture whose weights these seem to be, where it is another one.
    public internal(set) var likeliest: Architecture?

    init(architecture: Architecture) { self.architecture = architecture }

    var isEmpty: Bool { missing.isEmpty && superfluous.isEmpty && otherShapes.isEmpty }

    /// How many of each kind are told.
    private static let longest = 10

    /// What does not fit, in a few lines.
    public var description: String {
        var lines = ["the weights do not fit \(architecture.rawValue)"]
        if let likeliest {
            lines[0] += ": these look like weights of \(likeliest.rawValue)"
        }
        func tell(_ title: String, _ texts: [String]) {
            guard !texts.isEmpty else { return }
            let more = texts.count - Self.longest
            let shown = texts.prefix(Self.longest).joined(separator: ", ")
            lines.append("  \(title): \(shown)\(more > 0 ? " and \(more) more" : "")")
        }
        tell("missing", missing)
        tell("superfluous", superfluous)
        tell("of another shape", otherShapes.map { "\($0.name) is \($0.given), not \($0.wanted)" })
        return lines.joined(separator: "\n")
    }
}
