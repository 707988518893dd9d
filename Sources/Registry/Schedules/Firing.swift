public import Execution
public import Scheduling

/// What was decided about a time that was due.
public struct Firing: Hashable, Sendable {
    /// The name of the schedule, which may be gone.
    public let schedule: String
    /// The time by the calendar, in seconds since 1970; for a run that was asked for by hand, when that was.
    public let due: Double
    public let outcome: FiringOutcome
    /// The run that was started, unless it was deleted since, and how it stands.
    public let run: RunID?
    public let status: RunStatus?
    /// Why no run was started, in words.
    public let message: String
    /// When it was decided, in seconds since 1970.
    public let time: Double
}
