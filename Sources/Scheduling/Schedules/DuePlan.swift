/// What to do about a schedule at one moment.
public struct DuePlan: Hashable, Sendable {
    /// The due times that are decided without a run, in their order.
    public var settled: [SettledTime] = []
    /// The due time to start a run for now.
    public var start: Double?
    /// Whether the run that is going has to be cancelled before.
    public var replacesRunning = false
    /// Whether a time is due that has to wait: for the end of a run, or for its delay.
    public var waits = false

    public init() {}

    /// The time up to which all is settled when the plan has been carried out; `nil` where it settles nothing.
    public var settledThrough: Double? {
        [start, settled.last?.due].compactMap { $0 }.max()
    }
}

/// A due time that was decided without a run.
public struct SettledTime: Hashable, Sendable {
    /// The time by the calendar, in seconds since 1970.
    public var due: Double
    public var outcome: FiringOutcome
    /// Why, in words.
    public var message: String

    public init(due: Double, outcome: FiringOutcome, message: String) {
        self.due = due
        self.outcome = outcome
        self.message = message
    }
}
