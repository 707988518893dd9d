import Glibc

/// A signal by which a user or the system asks a program to stop.
public enum Interrupt: Hashable, Sendable, CaseIterable {
    /// SIGINT: someone typed Control-C.
    case interrupt
    /// SIGTERM: a service manager, or `kill`, asks for the end.
    case terminate
    /// SIGHUP: the terminal is gone.
    case hangUp

    /// The number of the signal; a shell reports a program that it ended as 128 more.
    public var signal: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        case .hangUp: SIGHUP
        }
    }
}
