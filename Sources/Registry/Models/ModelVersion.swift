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
    /// What people noted of it.
    public let tags: [String: String]
    /// When it was deleted, in seconds since 1970; `nil` where it was not.
    public let deleted: Double?
    /// What its evaluation read besides the model, as it was noted at the registration.
    let testSet: Set<Digest>?
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
