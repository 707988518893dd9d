/// The kinds of failure that retries and reports tell apart.
public enum FailureKind: String, Codable, Hashable, Sendable, CaseIterable {
    case exitCode = "exit_code"
    case signal
    case timeout
    /// It gave no sign of life for as long as its silent timeout; a policy that retries timeouts retries it too.
    case silentTimeout = "silent_timeout"
    /// The deadline of the whole run passed, after which nothing is tried again.
    case deadline
    case outOfMemory = "out_of_memory"
    case diskFull = "disk_full"
    case missingOutput = "missing_output"
    case inputChanged = "input_changed"
    case condition
    case infrastructure
    case user
}
