/// A class of a data set: what its images have in common.
public struct DatasetClass: Hashable, Sendable {
    /// The largest id that a class may have where files tell ids: there are classes for all numbers below it as well.
    static let largestID = 99_999

    /// What the files call it, such as `14`: it never changes with the words for people, so splits depend on it.
    public var key: String
    /// What people call it, such as `Stop`.
    public var name: String
    /// What it is made of, where a pattern of file names tells several things: `fingers` is 3 and `hand` is L.
    public var fields: [String: String]

    /// Describes a class.
    /// - Parameters:
    ///   - key: What the files call it.
    ///   - name: What people call it; without a name, the key.
    ///   - fields: What it is made of.
    public init(_ key: String, name: String? = nil, fields: [String: String] = [:]) {
        self.key = key
        self.name = name ?? key
        self.fields = fields
    }
}
