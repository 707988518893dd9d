/// A pipeline that runs by the calendar.
public struct Schedule: Hashable, Sendable {
    public var name: String
    public var pipeline: String
    /// The words after `pipeline run PIPELINE`.
    public var arguments: [String]
    public var cron: CronExpression
    /// The name of the time zone that the expression is about.
    public var zone: String
    /// Whether a run that has nothing to do is not started.
    public var ifChanged: Bool
    public var overlap: OverlapPolicy
    public var missed: MissedPolicy
    /// The longest delay after the time by the calendar, in seconds.
    public var jitter: Double
    public var trigger: ScheduleTrigger
    public var isPaused: Bool
    /// When it was made, in seconds since 1970.
    public var created: Double
    /// Times up to this one are settled, in seconds since 1970.
    public var since: Double

    public init(
        name: String, pipeline: String, arguments: [String] = [], cron: CronExpression, zone: String,
        ifChanged: Bool = false, overlap: OverlapPolicy = .skip, missed: MissedPolicy = .once, jitter: Double = 0,
        trigger: ScheduleTrigger = .cron, isPaused: Bool = false, created: Double, since: Double
    ) {
        self.name = name
        self.pipeline = pipeline
        self.arguments = arguments
        self.cron = cron
        self.zone = zone
        self.ifChanged = ifChanged
        self.overlap = overlap
        self.missed = missed
        self.jitter = jitter
        self.trigger = trigger
        self.isPaused = isPaused
        self.created = created
        self.since = since
    }
}
