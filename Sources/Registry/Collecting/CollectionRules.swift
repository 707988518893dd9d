/// What a garbage collection is asked to remove, beside what nothing refers to.
public struct CollectionRules: Sendable {
    /// Results that were not used for so long, in seconds.
    public var olderThan: Double?
    /// All results of a step but so many, the last used.
    public var keepResults: Int?
    /// Results until the rest takes no more bytes.
    public var keepSize: Int64?
    /// Logs of runs that ended so long ago, in seconds.
    public var logsOlderThan: Double?
    /// Runs that ended so long ago, in seconds, with their logs.
    public var runsOlderThan: Double?

    public init(
        olderThan: Double? = nil, keepResults: Int? = nil, keepSize: Int64? = nil, logsOlderThan: Double? = nil,
        runsOlderThan: Double? = nil
    ) {
        self.olderThan = olderThan
        self.keepResults = keepResults
        self.keepSize = keepSize
        self.logsOlderThan = logsOlderThan
        self.runsOlderThan = runsOlderThan
    }
}
