internal import Execution
internal import Registry

/// A version of a model in the registry, as a command of a domain sees it.
public struct StoredModel: Sendable {
    /// The group, such as `road_sign`.
    public let group: String
    /// The number of the version in its group.
    public let version: Int
    /// The file or folder that was registered, read-only.
    public let path: String
    /// What the classes are called, by id, as the evaluation tells by which it was judged; empty where it tells none.
    public let classNames: [String]
    /// What was measured of it when it was registered.
    public let metrics: [String: Double]
    /// The aliases that are at it.
    public let aliases: [String]

    /// The name by which the version is found again: `road_sign:7`.
    public var name: String { "\(group):\(version)" }

    init(_ version: ModelVersion, path: String, classNames: [String]) {
        group = version.name.group
        self.version = version.name.version
        self.path = path
        self.classNames = classNames
        metrics = version.metrics
        aliases = version.aliases
    }
}
