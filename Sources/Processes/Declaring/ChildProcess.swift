/// A child process to run: its program, what it is given, and how long it may last.
///
/// Nothing is inherited but what is said here: the environment is complete, standard input is empty, no other
/// descriptor is passed on, signals have their default handlers, and the child leads a process group of its own.
///
/// ```swift
/// let child = ChildProcess(
///     "python3", arguments: ["train.py"], environment: ["PATH": "/usr/bin"], workingDirectory: "/srv/model",
///     standardOutput: "/srv/log.txt", standardError: "/srv/log.txt", timeout: .seconds(600))
/// let end = try await child.run()
/// ```
public struct ChildProcess: Hashable, Sendable {
    /// The path of the program, or its name, which is looked up in the `PATH` of `environment`.
    ///
    /// A relative path counts from the working directory. Without a `PATH`, `/usr/bin` and `/bin` are searched.
    public var executable: String
    /// What follows the program's name.
    public var arguments: [String]
    /// The whole environment, sorted by name.
    public private(set) var environment: [EnvironmentVariable]
    /// The folder the child starts in.
    public var workingDirectory: String
    /// What the child reads from standard input.
    ///
    /// It reaches the child through memory alone: what is secret is in no file and, unlike arguments, shown to nobody.
    public var standardInput: [UInt8]
    /// The file that standard output is appended to; none discards it.
    public var standardOutput: String?
    /// The file that standard error is appended to, perhaps the same one; none discards it.
    public var standardError: String?
    /// The bytes that a file for output may have; none sets no limit.
    ///
    /// Of a longer one the middle is left out, and a line says so. The child writes without being held up, so that for a moment the file may be longer.
    public var outputLimit: Int?
    /// Texts that must not be seen in what the child writes to its files, such as passwords.
    ///
    /// Where there are any, standard output and standard error have to go to one file, and get there by way of this
    /// process, which puts `***` in the place of each. The child's events are not changed.
    public var hidden: [String]
    /// The descriptor, 3 to 63, on which the child may write lines for its parent; none gives it no such pipe.
    public var eventDescriptor: Int32?
    /// The bytes of address space that the child may use (`RLIMIT_AS`); none leaves the limit as it is.
    public var addressSpaceLimit: UInt64?
    /// How long the child may run before its group is ended; none lets it run on.
    public var timeout: Duration?
    /// How long the child may give no sign of life before its group is ended; none lets it be silent for ever.
    ///
    /// A sign of life is a byte written to a file for output, or to the event pipe; what goes to a device is none.
    public var silentTimeout: Duration?
    /// How long the group has between TERM and KILL.
    public var gracePeriod: Duration
    /// How long processes that were killed when the child had ended have to be gone; the child's own end is always waited for.
    ///
    /// Those of another user, or hanging in a driver, may never go.
    public var killPeriod: Duration
    /// Whether the child stays in the process group of this process, so that whoever ends this group ends it too.
    ///
    /// Its own descendants are then not looked after: they belong to whoever looks after the group.
    public var joinsGroup: Bool
    /// Whether the kernel kills the child when this process ends, however it ends.
    ///
    /// It concerns the child alone, not its descendants, and is lost when the child executes a set-user-ID program.
    public var diesWithParent: Bool
    /// Whether descendants are ended with the child that left its group for one of their own, as daemons do.
    ///
    /// They become children of the child, and with its end of this process, which is how they are found. Whatever another
    /// child leaves behind at the same moment is taken for one of them.
    public var endsDaemons: Bool

    /// Describes a child process.
    public init(
        _ executable: String, arguments: [String] = [], environment: [String: String] = [:], workingDirectory: String,
        standardInput: [UInt8] = [], standardOutput: String? = nil, standardError: String? = nil, hidden: [String] = [],
        outputLimit: Int? = nil, eventDescriptor: Int32? = nil, addressSpaceLimit: UInt64? = nil,
        timeout: Duration? = nil, silentTimeout: Duration? = nil, gracePeriod: Duration = .seconds(5),
        killPeriod: Duration = .seconds(10), joinsGroup: Bool = false, diesWithParent: Bool = false,
        endsDaemons: Bool = false
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment.map(EnvironmentVariable.init).sorted()
        self.workingDirectory = workingDirectory
        self.standardInput = standardInput
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.outputLimit = outputLimit
        self.hidden = hidden
        self.eventDescriptor = eventDescriptor
        self.addressSpaceLimit = addressSpaceLimit
        self.timeout = timeout
        self.silentTimeout = silentTimeout
        self.gracePeriod = gracePeriod
        self.killPeriod = killPeriod
        self.joinsGroup = joinsGroup
        self.diesWithParent = diesWithParent
        self.endsDaemons = endsDaemons
    }
}
