/// A name and a value of a child's environment, ordered by the bytes of the name.
public struct EnvironmentVariable: Hashable, Sendable, Comparable {
    /// The name, without `=`.
    public let name: String
    /// The value, perhaps empty.
    public let value: String

    init(_ variable: (key: String, value: String)) {
        name = variable.key
        value = variable.value
    }

    public static func < (left: EnvironmentVariable, right: EnvironmentVariable) -> Bool {
        left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}
