/// What a step may use while it runs.
public struct StepContext: Sendable {
    /// The folder for outputs, which ``output(_:as:)`` gives places in.
    public let outputFolder: String
    /// An empty folder for whatever is needed on the way; it is the working directory, and is removed afterwards.
    public let workFolder: String
    /// The folder of the pipeline's declaration, with its scripts.
    public let pipelineFolder: String
    /// What was handed out to this attempt.
    public let resources: Resources
    /// The values of the environment variables that the step declared.
    public let environment: [String: String]
    private let checkpoints: String
    private let programs: [String: String]
    private let send: @Sendable (StepEvent) -> Void
    private let makeFolder: @Sendable (String) throws -> Void

    /// Makes a context; tests of a step use it as well.
    /// - Parameters:
    ///   - outputFolder: The folder for outputs.
    ///   - workFolder: An empty folder.
    ///   - checkpointFolder: The place for what the next attempt at the same work finds; `nil` where there is none.
    ///   - pipelineFolder: The folder of the pipeline's declaration.
    ///   - resources: What was handed out.
    ///   - environment: The values of the environment variables that the step declared.
    ///   - programs: The path of each program that the step declared, by name.
    ///   - makeFolder: Makes a folder, and those above it, where they are missing.
    ///   - send: Takes what the step tells.
    public init(
        outputFolder: String, workFolder: String, checkpointFolder: String? = nil, pipelineFolder: String = "",
        resources: Resources = Resources(), environment: [String: String] = [:], programs: [String: String] = [:],
        makeFolder: @escaping @Sendable (String) throws -> Void,
        send: @escaping @Sendable (StepEvent) -> Void
    ) {
        self.outputFolder = outputFolder
        self.workFolder = workFolder
        checkpoints = checkpointFolder ?? "\(workFolder)/checkpoints"
        self.pipelineFolder = pipelineFolder
        self.resources = resources
        self.environment = environment
        self.programs = programs
        self.makeFolder = makeFolder
        self.send = send
    }

    /// Returns the place for an output: a path to write a file at, or a folder that is there already.
    public func output<A: Artifact>(_ name: String, as type: A.Type = A.self) throws -> A {
        let path = "\(outputFolder)/\(name)"
        try makeFolder(A.form == .folder ? path : String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        return A(path: path)
    }

    /// A folder that belongs to this very work, for what another attempt at it can go on from.
    ///
    /// What is in it survives an attempt that failed, was cancelled or was killed, and is there when the same work,
    /// with the same inputs and the same code, is attempted again, in this run or in a later one. No two attempts use
    /// it at the same time. It is removed when the work succeeds or is forced to start anew, and is never a part of a
    /// result: with or without it, a step must make the same. A process can be killed at any moment, so write under
    /// another name and rename what is complete.
    ///
    /// The folder is made when it is first asked for.
    /// - Throws: The system's error where the folder can't be made.
    public var checkpointFolder: String {
        get throws {
            try makeFolder(checkpoints)
            return checkpoints
        }
    }

    /// Records a value of a measure, such as the loss; the step says after which epoch, say.
    public func log(metric name: String, _ value: Double, step: Int? = nil) {
        send(.metric(name: name, value: value, step: step))
    }

    /// Tells how much of the work is done.
    public func progress(_ done: Double, of total: Double) { send(.progress(done: done, of: total)) }

    /// Tells something worth a line in the log and, while it is the newest, in the live view.
    public func message(_ text: String) { send(.message(text)) }

    /// Tells something that whoever started the run should know: it stands in the log and in the run's report.
    public func warn(_ text: String) { send(.warning(text)) }

    /// Passes on what a program told.
    public func forward(_ event: StepEvent) { send(event) }

    /// Adds a model to the registry, in the same transaction in which this step's result is kept.
    public func register(_ model: ModelRegistration) { send(.registration(model)) }

    /// Returns the path of a program that the step declared.
    public func program(_ name: String) throws -> String {
        guard let path = programs[name] else { throw StepFailure("the step did not declare the program '\(name)'") }
        return path
    }
}

/// A reason for which a step cannot do its work, in words for whoever runs it.
public struct StepFailure: Error, CustomStringConvertible, Sendable {
    public let description: String
    /// How the failure is classified, which decides about retries.
    public let kind: FailureKind

    public init(_ description: String, kind: FailureKind = .exitCode) {
        self.description = description
        self.kind = kind
    }
}
