public import ContentHash

/// A value that whoever starts a pipeline may choose.
public struct Parameter: Codable, Hashable, Sendable {
    public let name: String
    public let type: ParameterType
    /// What it is where nothing is chosen.
    public let defaultValue: JSON
    /// The smallest and the largest value, where there are bounds.
    public let minimum: JSON?
    public let maximum: JSON?
    /// The only values allowed, where they are listed.
    public let choices: [JSON]?
    /// What it means, in one sentence.
    public let help: String
    public let location: SourceLocation

    /// Why a value is not allowed, or `nil` where it is.
    public func objection(to value: JSON) -> String? {
        if let choices, !choices.contains(value) {
            return "must be one of \(choices.map(\.displayText).joined(separator: ", ")), not \(value.displayText)"
        }
        for item in value.array ?? [value] {
            guard let number = item.number else { continue }
            if let minimum = minimum?.number, let maximum = maximum?.number, number < minimum || number > maximum {
                return "must be from \(self.minimum?.displayText ?? "") to \(self.maximum?.displayText ?? ""), "
                    + "not \(item.displayText)"
            }
        }
        return nil
    }
}
