/// The moment of a schedule for which a run starts; there is one run for it at most.
public struct ScheduledStart: Hashable, Sendable {
    /// The name of the schedule.
    public let schedule: String
    /// The time that was due, in seconds since 1970, which may be earlier than the start.
    public let due: Double
    /// Whether a person asked for the run and not the calendar, whose own times stay due.
    public let isByHand: Bool

    public init(schedule: String, due: Double, isByHand: Bool = false) {
        self.schedule = schedule
        self.due = due
        self.isByHand = isByHand
    }
}
