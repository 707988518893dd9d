internal import ContentHash
internal import PipelineKit

extension ValueResolver {
    /// Decides a condition.
    /// - Throws: Where a value is missing, is no number, or is of a type that cannot be compared; never silently false.
    func holds(_ condition: Condition, for indices: [Int]) throws(ValueError) -> Bool {
        switch condition {
        case .comparison(let lhs, let relation, let rhs):
            return try compare(
                try value(lhs, for: indices), relation, try value(rhs, for: indices), names: (lhs, rhs))
        case .isTrue(let source):
            let value = try value(source, for: indices)
            guard case .bool(let holds) = value else {
                throw ValueError("'\(source)' is \(value.text), not true or false")
            }
            return holds
        case .not(let condition): return try !holds(condition, for: indices)
        case .all(let conditions):
            for condition in conditions where try !holds(condition, for: indices) { return false }
            return true
        case .any(let conditions):
            for condition in conditions where try holds(condition, for: indices) { return true }
            return false
        }
    }

    /// Says in words why a condition does not hold: the condition with the values of the moment.
    func explain(_ condition: Condition, for indices: [Int]) -> String {
        var (condition, holds) = (condition, false)
        while case .not(let inner) = condition { (condition, holds) = (inner, !holds) }
        let known = condition.sources.compactMap { source -> String? in
            if case .constant = source { return nil }
            guard let value = try? value(source, for: indices) else { return nil }
            return "\(source) is \(value.displayText)"
        }
        let verdict = holds ? "holds" : "does not hold"
        return "\(condition) \(verdict)" + (known.isEmpty ? "" : ": \(known.joined(separator: ", "))")
    }

    private func compare(
        _ lhs: JSON, _ relation: Condition.Relation, _ rhs: JSON, names: (Source, Source)
    ) throws(ValueError) -> Bool {
        if let left = lhs.number, let right = rhs.number {
            // Large whole numbers lose digits as fractions.
            if case .int(let left) = lhs, case .int(let right) = rhs { return relation.holds(left, right) }
            return relation.holds(left, right)
        }
        if let left = lhs.string, let right = rhs.string {
            for (value, name) in [(left, names.0), (right, names.1)] where value == "NaN" {
                throw ValueError(
                    "'\(name)' is not a number (NaN), so '\(names.0) \(relation.rawValue) \(names.1)' can't be decided")
            }
            return relation.holds(left, right)
        }
        if case .bool = lhs, case .bool = rhs {
            if relation == .equal { return lhs == rhs }
            if relation == .notEqual { return lhs != rhs }
        }
        if let left = special(lhs), let right = rhs.number { return try compare(left, relation, right, names) }
        if let left = lhs.number, let right = special(rhs) { return try compare(left, relation, right, names) }
        throw ValueError("'\(names.0)' is \(lhs.text) and '\(names.1)' is \(rhs.text): they can't be compared")
    }

    /// The numbers that JSON writes as texts.
    private func special(_ value: JSON) -> Double? {
        switch value.string {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: nil
        }
    }

    private func compare(
        _ lhs: Double, _ relation: Condition.Relation, _ rhs: Double, _ names: (Source, Source)
    ) throws(ValueError) -> Bool {
        for (value, name) in [(lhs, names.0), (rhs, names.1)] where value.isNaN {
            throw ValueError(
                "'\(name)' is not a number (NaN), so '\(names.0) \(relation.rawValue) \(names.1)' can't be decided")
        }
        return relation.holds(lhs, rhs)
    }
}

extension Condition.Relation {
    func holds<Value: Comparable>(_ lhs: Value, _ rhs: Value) -> Bool {
        switch self {
        case .equal: lhs == rhs
        case .notEqual: lhs != rhs
        case .less: lhs < rhs
        case .lessOrEqual: lhs <= rhs
        case .greater: lhs > rhs
        case .greaterOrEqual: lhs >= rhs
        }
    }
}
