/// The kinds of failure that retries and reports tell apart.
public enum FailureKind: String, Codable, Hashable, Sendable, CaseIterable {
    case exitCode = "exit_code"
    case signal
    case timeout
    case outOfMemory = "out_of_memory"
    case diskFull = "disk_full"
    case missingOutput = "missing_output"
    case inputChanged = "input_changed"
    case condition
    case infrastructure
    case user
}
