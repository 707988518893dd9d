/// What must hold for a version to be promoted to an alias.
///
/// ```
/// metric accuracy >= 0.98
/// not worse than champion on the same test set
/// not worse than champion in latency_ms lower on the same test set
/// approved by a person
/// ```
public struct Gate: Hashable, Sendable {
    /// What is looked at.
    public enum Rule: Hashable, Sendable {
        /// A metric of the version stands so to a number.
        case metric(String, Comparison, Double)
        /// A metric is as good as that of the version at an alias, both measured on the same data.
        case notWorse(alias: String, metric: String, MetricDirection)
        /// The newest decision on the version is an approval.
        case approved
    }

    /// How two numbers stand to each other.
    public enum Comparison: String, Sendable, CaseIterable {
        case atLeast = ">="
        case above = ">"
        case atMost = "<="
        case below = "<"
        case equal = "=="
        case unequal = "!="

        /// Whether it holds; with a number that is none, nothing does.
        func holds(_ left: Double, _ right: Double) -> Bool {
            if left.isNaN || right.isNaN { return false }
            return switch self {
            case .atLeast: left >= right
            case .above: left > right
            case .atMost: left <= right
            case .below: left < right
            case .equal: left == right
            case .unequal: left != right
            }
        }
    }

    public let rule: Rule
    /// The gate as it is written, with single spaces.
    public let text: String

    /// Reads a gate.
    /// - Throws: ``GateMistake`` with the place of what is wrong.
    public init(_ text: String) throws(GateMistake) {
        var parser = GateParser(text)
        rule = try parser.rule()
        self.text = parser.words.joined(separator: " ")
    }
}

/// A text that is no gate, with the place of the mistake.
public struct GateMistake: Error, Equatable, CustomStringConvertible {
    public let text: String
    /// How many characters stand before the mistake.
    public let offset: Int
    /// What is wrong there.
    public let reason: String

    /// The reason, the gate, and a mark under the place.
    public var description: String {
        let line = String(text.map { $0.isWhitespace ? " " : $0 })
        return "\(reason)\n  \(line)\n  \(String(repeating: " ", count: offset))^"
    }
}
