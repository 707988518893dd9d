public import ContentHash
public import PipelineKit

/// Runs attempts at steps somewhere: as a process on this machine, or elsewhere.
///
/// A job says all that an attempt may see: its inputs and scripts with their paths, its programs, its environment, and
/// whether it uses the network. An executor hands out no more than that where it can, takes what is in the folder
/// for outputs, and decides nothing that changes a result: keys are made and results are kept by the scheduler.
/// Secrets are named in the inputs and are not part of the job; whoever makes an executor gives it their texts.
public protocol Executor: Sendable {
    /// Runs one attempt to its end. When the task is cancelled, everything the attempt started is ended first.
    /// - Parameters:
    ///   - job: What to run.
    ///   - started: Takes the process, as soon as it exists.
    ///   - event: Takes what the step tells, in order.
    /// - Returns: What came of it; a step that fails is a result and no error.
    func run(
        _ job: StepJob, started: @escaping @Sendable (ProcessText) async -> Void,
        event: @escaping @Sendable (StepEvent) -> Void
    ) async -> AttemptResult

    /// Ends whatever still works in the folder of an attempt, because the process that started it is gone.
    ///
    /// Who calls it holds the lock of the attempt's work, so that nobody else is to work there.
    /// - Parameter stagingFolder: The folder of the attempt.
    /// - Throws: Where something goes on all the same: then nobody else may begin the work.
    func endRemains(in stagingFolder: String) async throws
}

extension Executor {
    /// Does nothing, which is enough where nothing outlives the process that started it.
    public func endRemains(in stagingFolder: String) async throws {}
}

/// Everything a process needs to run one attempt at a step.
public struct StepJob: Codable, Sendable {
    public let pipeline: String
    public let step: String
    /// The step's properties, with the value of each reference in its place and artifacts with their paths.
    public let inputs: JSON
    /// The folder of the attempt: `outputs` and `work` are in it, and the files that the executor adds.
    public let stagingFolder: String
    /// The folder in which the step finds what an earlier attempt at the same work left; it need not exist.
    public let checkpointFolder: String
    public let pipelineFolder: String
    /// The file to append standard output and standard error to.
    public let log: String
    public let resources: Resources
    /// The graphics processors handed out, as `CUDA_VISIBLE_DEVICES` names them.
    public let gpus: [String]
    /// The values of the environment variables that the step declared.
    public let environment: [String: String]
    /// The path of each program that the step declared.
    public let programs: [String: String]
    /// The files of the pipeline's folder that the step declared, by their paths below it.
    public let scripts: [String]
    /// Whether the step declared that it uses the network.
    public let network: Bool
    /// The longest time the attempt may take, in seconds.
    public let timeout: Double?
    /// The longest time the attempt may give no sign of life, in seconds.
    public let silentTimeout: Double?

    /// The folder that the step's outputs are written to.
    public var outputFolder: String { "\(stagingFolder)/outputs" }
    /// The working directory.
    public var workFolder: String { "\(stagingFolder)/work" }
}

/// How an attempt's process ended.
public struct AttemptResult: Sendable {
    /// What came of it.
    public enum Outcome: Sendable {
        /// The step's output; artifacts by path.
        case output(JSON)
        case failure(FailureKind, String)
        case cancelled
    }

    public let outcome: Outcome
    /// Wall-clock and processor seconds, and the largest memory in bytes.
    public let seconds: Double
    public let cpuSeconds: Double
    public let peakMemory: Int64
    /// Whether all that the attempt started has ended.
    public let isOver: Bool
    /// What whoever started the run should know, however the attempt ended.
    public let warnings: [String]

    public init(
        outcome: Outcome, seconds: Double, cpuSeconds: Double, peakMemory: Int64, isOver: Bool = true,
        warnings: [String] = []
    ) {
        self.outcome = outcome
        self.seconds = seconds
        self.cpuSeconds = cpuSeconds
        self.peakMemory = peakMemory
        self.isOver = isOver
        self.warnings = warnings
    }

    /// Says what may still change what the attempt made, in words that something can follow from.
    var unfinished: [String] {
        isOver ? [] : ["a process that it left behind can't be ended and may still write"]
    }
}
