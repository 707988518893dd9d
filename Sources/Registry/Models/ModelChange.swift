public import ContentHash
public import Execution

/// A change that somebody made to the status of a version.
public struct StatusChange: Hashable, Sendable {
    public let version: ModelVersionName
    public let from: ApprovalStatus
    public let to: ApprovalStatus
    public let decision: Decision
}

/// A change that somebody made to an alias, or tried to make.
public struct AliasChange: Hashable, Sendable {
    /// What was asked for.
    public enum Action: String, Sendable { case set, remove, rollback }

    public let group: String
    public let alias: String
    public let action: Action
    /// The version at which it was; `nil` where it is new.
    public let from: Int?
    /// The version at which it is; `nil` where it was removed.
    public let to: Int?
    public let decision: Decision
    /// What the version was judged by: its metrics, those of the one before, and what each gate found.
    public let evidence: JSON
    /// Why the alias stayed where it was; `nil` where it moved.
    public let refusal: String?
}

/// Something else that somebody did with a model.
public struct ModelNote: Hashable, Sendable {
    /// What was done.
    public enum Event: String, Sendable { case deleted, restored, tagged, untagged, policy }

    public let group: String
    /// The version; `nil` for a policy, which is of the group.
    public let version: Int?
    public let event: Event
    /// The tag, or the alias and its gates.
    public let detail: String
    public let decision: Decision
}

/// Something that happened in a model group.
public enum ModelEvent: Hashable, Sendable {
    case registered(ModelVersionName, run: RunID, time: Double)
    case status(StatusChange)
    case alias(AliasChange)
    case note(ModelNote)

    /// When it happened, in seconds since 1970.
    public var time: Double {
        switch self {
        case .registered(_, _, let time): time
        case .status(let change): change.decision.time
        case .alias(let change): change.decision.time
        case .note(let note): note.decision.time
        }
    }
}
