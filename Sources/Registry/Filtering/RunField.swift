internal import Execution

/// Something of a run that a filter compares and an order sorts by.
public enum RunField: Hashable, Sendable {
    case id, pipeline, status, started, seconds, schedule, pinned
    /// Something of the surroundings: `git.commit`.
    case fact(String)
    case parameter(String)
    /// The last value of a measure; without a step, the one that was told last by any step.
    case metric(String, step: String?)

    /// The fields that every run has.
    static let plain: [(name: String, field: RunField)] = [
        ("id", .id), ("pipeline", .pipeline), ("status", .status), ("started", .started), ("seconds", .seconds),
        ("schedule", .schedule), ("pinned", .pinned),
    ]

    /// The name as it is shown above a column.
    public var name: String {
        switch self {
        case .fact(let name), .parameter(let name), .metric(let name, nil): name
        case .metric(let name, let step?): "\(step).\(name)"
        default: Self.plain.first { $0.field == self }?.name ?? ""
        }
    }

    /// What the field is compared with.
    enum Kind: Hashable {
        case text, number, duration, date
        /// One of a few words.
        case choice([String])
        /// What its value in the run is.
        case anything
    }

    var kind: Kind {
        switch self {
        case .id, .pipeline, .schedule, .fact: .text
        case .status: .choice(RunStatus.allCases.map(\.rawValue))
        case .pinned: .choice(["yes", "no"])
        case .started: .date
        case .seconds: .duration
        case .parameter: .anything
        case .metric: .number
        }
    }
}

/// What a run has for a field.
public enum RunFieldValue: Hashable, Sendable {
    /// A run without the value; no comparison with it holds, and neither does the opposite.
    case missing
    /// A number; of a time, seconds since 1970, and of a length of time, seconds.
    case number(Double)
    case text(String)
}
