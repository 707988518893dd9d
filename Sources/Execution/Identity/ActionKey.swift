public import ContentHash

/// The identity of a piece of work: two steps with equal keys would make the same result.
///
/// The same list of components makes both the key and the explanation of a miss, so they cannot drift apart.
public struct ActionKey: Hashable, Sendable {
    public let digest: Digest
    public let components: [KeyComponent]

    /// The version of what goes into a key; raised when the framework changes what a step's result depends on.
    public static let format = "1"

    /// Makes the key from its components, in the order of tag and name.
    public init(_ components: [KeyComponent]) {
        let sorted = components.sorted { left, right in
            if left.tag != right.tag { return left.tag.rawValue < right.tag.rawValue }
            return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }
        var hash = TaggedHash(domain: "pipeline action \(ActionKey.format)")
        for component in sorted {
            hash.add(component.tag.rawValue, component.name)
            hash.add("value", component.value)
        }
        digest = hash.finish()
        self.components = sorted
    }
}

/// One thing that a step's result depends on.
public struct KeyComponent: Hashable, Sendable {
    /// What kind of thing it is.
    public enum Tag: String, Sendable, CaseIterable {
        case kind, code, input, environment, script, program, platform, salt
    }

    public let tag: Tag
    /// Which of its kind: the property, the variable, the file.
    public let name: String
    /// What the author of the pipeline calls it: the parameter, or the step and its output.
    public let label: String
    /// The value as canonical JSON, or a digest.
    public let value: String

    public init(_ tag: Tag, _ name: String, label: String? = nil, value: String) {
        self.tag = tag
        self.name = name
        self.label = label ?? name
        self.value = value
    }
}
