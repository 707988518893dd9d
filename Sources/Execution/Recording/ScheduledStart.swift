/// The moment of a schedule for which a run starts; there is one run for it at most.
public struct ScheduledStart: Hashable, Sendable {
    /// The name of the schedule.
    public let schedule: String
    /// The time that was due, in seconds since 1970, which may be earlier than the start.
    public let due: Double

    public init(schedule: String, due: Double) {
        self.schedule = schedule
        self.due = due
    }
}
