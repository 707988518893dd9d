public import ContentHash

/// What is known of a run when it begins.
public struct RunStart: Sendable {
    public let id: RunID
    public let pipeline: String
    /// The values of all parameters.
    public let parameters: [String: JSON]
    /// The whole command line.
    public let command: [String]
    /// Seconds since 1970.
    public let time: Double
    /// The process that runs it, as `pid:start:boot:namespace`.
    public let process: String
    /// What asked for the run, where a schedule did.
    public let schedule: ScheduledStart?
    /// What is known of the surroundings at once, by name: `git.commit`, `machine.cpu`, `environment.LANG`.
    public let facts: [String: String]
    /// Whether it begins only where no other run of the pipeline goes on.
    public let isAlone: Bool

    public init(
        id: RunID, pipeline: String, parameters: [String: JSON], command: [String], time: Double, process: String,
        schedule: ScheduledStart? = nil, facts: [String: String] = [:], isAlone: Bool = false
    ) {
        self.id = id
        self.pipeline = pipeline
        self.parameters = parameters
        self.command = command
        self.time = time
        self.process = process
        self.schedule = schedule
        self.facts = facts
        self.isAlone = isAlone
    }

    /// The run, its process and its command line, for people who wait for it.
    var text: String {
        "run \(id) (process \(process.prefix { $0 != ":" }): \(command.joined(separator: " ")))"
    }
}
