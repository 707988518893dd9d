internal import ContentHash
internal import Execution

/// A difference between two keys as JSON.
enum DifferenceText {
    static func json(_ difference: KeyDifference) -> JSON {
        [
            "kind": .string(difference.tag.rawValue), "name": .string(difference.label),
            "old": difference.old.map(JSON.string) ?? .null, "new": difference.new.map(JSON.string) ?? .null,
            "details": .array(difference.details.map(JSON.string)), "text": .string(difference.description),
        ]
    }
}
