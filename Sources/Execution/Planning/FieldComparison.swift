internal import ContentHash
internal import PipelineKit

/// Which fields of a value changed, such as those of an evaluation, whose values would fill a screen.
struct FieldComparison {
    /// How many fields changed, and the first of them.
    let summary: String
    /// The names of all of them, sorted.
    let names: [String]

    private static let namedAtMost = 6

    /// Compares two values; `nil` where they are not both made of fields.
    init?(_ old: JSON, _ new: JSON) {
        let references = [old, new].contains { ArtifactReference($0) != nil || RegisteredModel($0) != nil }
        guard !references, let left = old.object, let right = new.object else { return nil }
        names = Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
        guard !names.isEmpty else { return nil }
        summary =
            "\(names.count) field\(names.count == 1 ? "" : "s") changed: "
            + KeyDifference.listed(names, of: Self.namedAtMost)
    }
}
