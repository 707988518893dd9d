/// What becomes of a time that is due while the run before it is still going.
public enum OverlapPolicy: String, CaseIterable, Sendable {
    /// It starts nothing.
    case skip
    /// It waits until the run has ended; of several that wait only the newest starts.
    case queue
    /// It ends the run and starts another.
    case replace
}

/// What becomes of times that passed while nobody looked: the machine was off or asleep.
public enum MissedPolicy: String, CaseIterable, Sendable {
    /// One run makes up for all of them.
    case once
    /// They start nothing.
    case skip
    /// Each of them gets its run, one after the other, the oldest first.
    case all
}

/// Who calls the program when it is time to look.
public enum ScheduleTrigger: String, CaseIterable, Sendable { case cron, systemd }

/// What was decided about a time that was due.
public enum FiringOutcome: String, CaseIterable, Sendable {
    /// A run was started.
    case started
    /// A run would have had nothing to do.
    case unchanged
    /// Nobody looked when it was due.
    case missed
    /// The run before it was still going, or a newer time took its place.
    case overlapped
    /// The run could not be started.
    case failed
}
