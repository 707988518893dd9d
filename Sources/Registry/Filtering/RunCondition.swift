/// A filter as a tree.
indirect enum RunCondition: Hashable, Sendable {
    case comparison(RunField, FilterToken.Relation, RunOperand)
    case not(RunCondition)
    case all(RunCondition, RunCondition)
    case any(RunCondition, RunCondition)

    /// The fields that are compared, in the order of the text, each once.
    var fields: [RunField] {
        switch self {
        case .comparison(let field, _, _): return [field]
        case .not(let inner): return inner.fields
        case .all(let left, let right), .any(let left, let right):
            // Asked once: twice on each level would double the work with every `or`.
            let known = left.fields
            return known + right.fields.filter { !known.contains($0) }
        }
    }

    /// Decides the condition for a run; `nil` where a value is missing that could decide it.
    func holds(_ value: (RunField) -> RunFieldValue) -> Bool? {
        switch self {
        case .comparison(let field, let relation, let operand): return operand.compare(value(field), relation)
        case .not(let inner): return inner.holds(value).map { !$0 }
        case .all(let left, let right):
            let (first, second) = (left.holds(value), right.holds(value))
            if first == false || second == false { return false }
            return first == nil || second == nil ? nil : true
        case .any(let left, let right):
            let (first, second) = (left.holds(value), right.holds(value))
            if first == true || second == true { return true }
            return first == nil || second == nil ? nil : false
        }
    }
}

/// What a field is compared with.
enum RunOperand: Hashable, Sendable {
    case number(Double)
    /// A day, minute or second, from its first moment until the next one's.
    case moments(from: Double, to: Double)
    case text(String)
    /// A word that is a number for a run whose value is one, and a text otherwise.
    case either(Double, String)

    /// Compares a value with this one; `nil` where there is no value.
    func compare(_ value: RunFieldValue, _ relation: FilterToken.Relation) -> Bool? {
        switch (value, self) {
        case (.missing, _): return nil
        case (.number(let left), .number(let right)): return relation.holds(left, right)
        case (.number(let left), .either(let right, let text)):
            // "Contains" is about how a number is written.
            return relation == .contains ? relation.holds("\(left)", text) : relation.holds(left, right)
        case (.number(let left), .moments(let from, let to)):
            switch relation {
            case .equal: return left >= from && left < to
            case .notEqual: return left < from || left >= to
            default: return relation.holds(left, from)
            }
        case (.text(let left), .text(let right)), (.text(let left), .either(_, let right)):
            return relation.holds(left, right)
        case (.text(let left), .number), (.text(let left), .moments):
            return relation == .notEqual && !left.isEmpty
        case (.number(let left), .text(let right)): return relation.holds("\(left)", right)
        }
    }
}

extension FilterToken.Relation {
    func holds(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .contains: false
        }
    }

    /// Compares texts by their bytes; whether one contains another does not depend on case.
    func holds(_ left: String, _ right: String) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left.utf8.lexicographicallyPrecedes(right.utf8)
        case .lessOrEqual: !right.utf8.lexicographicallyPrecedes(left.utf8)
        case .greater: right.utf8.lexicographicallyPrecedes(left.utf8)
        case .greaterOrEqual: !left.utf8.lexicographicallyPrecedes(right.utf8)
        case .contains: right.isEmpty || left.lowercased().contains(right.lowercased())
        }
    }
}
