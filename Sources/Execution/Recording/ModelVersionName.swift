/// A version in the registry.
public struct ModelVersionName: Hashable, Sendable, CustomStringConvertible {
    public let group: String
    public let version: Int

    public init(group: String, version: Int) {
        self.group = group
        self.version = version
    }

    public var description: String { "\(group):\(version)" }
}
