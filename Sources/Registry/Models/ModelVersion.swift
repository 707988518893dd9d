public import ContentHash
public import Execution
public import PipelineKit

/// Whether a version may be used.
public enum ApprovalStatus: String, Sendable, CaseIterable { case pending, approved, rejected }

/// A model in the registry.
public struct ModelVersion: Sendable {
    public let name: ModelVersionName
    /// The artifact, and whether it is a file or a folder.
    public let model: Digest
    public let form: ArtifactForm
    /// The artifact that says how good it is.
    public let evaluation: Digest?
    /// What was measured of it when it was registered.
    public let metrics: [String: Double]
    public let status: ApprovalStatus
    /// When it was registered, in seconds since 1970.
    public let created: Double
    /// Where it was registered.
    public let run: RunID
    public let instance: StepInstance
    /// The action key of the step that registered it.
    public let key: Digest
    /// The aliases that are at it, by name.
    public let aliases: [String]
}

/// A name under which versions of one model are counted.
public struct ModelGroup: Sendable {
    public let name: String
    /// When its first version was registered, in seconds since 1970.
    public let created: Double
    /// The number of its versions.
    public let count: Int
    public let latest: ModelVersion
    /// The version at which each alias is.
    public let aliases: [String: Int]
}

/// A change that somebody made to the status of a version.
public struct StatusChange: Hashable, Sendable {
    public let version: ModelVersionName
    public let from: ApprovalStatus
    public let to: ApprovalStatus
    public let decision: Decision
}

/// A change that somebody made to an alias.
public struct AliasChange: Hashable, Sendable {
    public let group: String
    public let alias: String
    /// The version at which it was; `nil` where it is new.
    public let from: Int?
    /// The version at which it is; `nil` where it was removed.
    public let to: Int?
    public let decision: Decision
}

/// Who decided something, why, and when.
public struct Decision: Hashable, Sendable {
    public let who: String
    public let why: String
    /// Seconds since 1970.
    public let time: Double

    public init(who: String, why: String, time: Double) {
        self.who = who
        self.why = why
        self.time = time
    }
}
