/// One execution of a step.
public struct AttemptRecord: Sendable {
    public let instance: StepInstance
    /// Counted from 1.
    public let number: Int
    public let time: Double
    /// The file with what the step wrote to standard output and standard error.
    public let log: String
    /// What the attempt works for, so that one that never succeeds can be explained, too.
    public let key: ActionKey?
    /// What the code digest in the key was made of, one line for each declaration.
    public let declarations: String?

    public init(
        instance: StepInstance, number: Int, time: Double, log: String, key: ActionKey? = nil,
        declarations: String? = nil
    ) {
        self.instance = instance
        self.number = number
        self.time = time
        self.log = log
        self.key = key
        self.declarations = declarations
    }
}

/// The process that executes an attempt, once it exists, as `pid:start:boot:namespace`.
public typealias ProcessText = String
