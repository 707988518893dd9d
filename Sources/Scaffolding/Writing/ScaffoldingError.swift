/// Why nothing was made: what is wrong with which name or folder, and what to do.
public struct ScaffoldingError: Error, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
