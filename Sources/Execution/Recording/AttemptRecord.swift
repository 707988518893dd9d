/// One execution of a step.
public struct AttemptRecord: Sendable {
    public let instance: StepInstance
    /// Counted from 1.
    public let number: Int
    public let time: Double
    /// The file with what the step wrote to standard output and standard error.
    public let log: String

    public init(instance: StepInstance, number: Int, time: Double, log: String) {
        self.instance = instance
        self.number = number
        self.time = time
        self.log = log
    }
}

/// The process that executes an attempt, once it exists, as `pid:start:boot`.
public typealias ProcessText = String
