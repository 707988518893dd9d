public import ContentHash
public import Execution
public import PipelineKit

/// A run as a list shows it.
public struct RunSummary: Hashable, Sendable {
    public let id: RunID
    public let pipeline: String
    /// How it stands by its own account: `running` also where its process is gone and nobody has noticed yet.
    public let status: RunStatus
    /// The whole command line.
    public let command: [String]
    /// The process that runs it, as `pid:start:boot:namespace`.
    public let process: ProcessText
    /// When it began and ended, in seconds since 1970; `ended` is `nil` while it runs.
    public let started: Double
    public let ended: Double?
    /// How long it took, in seconds; `nil` while it runs, and where it was lost.
    public let seconds: Double?
    /// Why it is kept whatever the retention says; `nil` where it is not pinned.
    public let pinned: String?
    /// How many of its steps stand how.
    public let steps: [StepStatus: Int]

    /// The run, its process and its command line, for people.
    public var text: String {
        "run \(id) (process \(process.prefix { $0 != ":" }): \(command.joined(separator: " ")))"
    }
}

/// A step of a run as it is recorded.
public struct StepSummary: Hashable, Sendable {
    public let instance: StepInstance
    /// The place of the step in the declaration, from 0.
    public let position: Int
    public let status: StepStatus
    /// Why it ran, was skipped or failed, in words.
    public let reason: String
    public let failure: FailureKind?
    public let key: Digest?
    /// How long it took, in seconds; of a cached step, how long the work took that made the result.
    public let seconds: Double
    /// When it first ran in this run, in seconds since 1970; `nil` where it did not.
    public let started: Double?
    /// Since when it has its status.
    public let changed: Double
    public let attempts: [AttemptSummary]
}

/// An attempt at a step as it is recorded.
public struct AttemptSummary: Hashable, Sendable {
    /// Counted from 1.
    public let number: Int
    public let status: StepStatus
    public let failure: FailureKind?
    /// Why it failed, in words.
    public let message: String
    /// The process as `pid:start:boot:namespace`, once there was one.
    public let process: ProcessText?
    /// The file with what the step wrote to standard output and standard error.
    public let log: String
    /// Seconds since 1970.
    public let started: Double
    public let ended: Double?
    /// Wall-clock and processor seconds, and the largest memory in bytes; `nil` while it runs, and where it was lost.
    public let seconds: Double?
    public let cpuSeconds: Double?
    public let peakMemory: Int64?
}
