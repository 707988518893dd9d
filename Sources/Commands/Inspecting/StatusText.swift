internal import Execution
internal import Registry
internal import Terminal

/// States in their colours.
enum StatusText {
    static func line(_ status: RunStatus) -> Line {
        switch status {
        case .succeeded: Line(status.rawValue, .green)
        case .failed: Line(status.rawValue, .red)
        case .running: Line(status.rawValue, .cyan)
        case .cancelled, .lost: Line(status.rawValue, .yellow)
        }
    }

    /// A step's state in a word for people.
    static func word(_ status: StepStatus) -> String {
        status == .upstreamFailed ? "not run" : status.rawValue
    }

    static func line(_ status: StepStatus) -> Line {
        switch status {
        case .succeeded: Line(status.rawValue, .green)
        case .cached: Line(status.rawValue, .blue)
        case .failed: Line(status.rawValue, .red)
        case .running: Line(status.rawValue, .cyan)
        case .skipped, .pending: Line(status.rawValue, .dim)
        case .upstreamFailed: Line(word(status), .yellow)
        case .cancelled, .lost: Line(status.rawValue, .yellow)
        }
    }

    static func line(_ status: ApprovalStatus) -> Line {
        switch status {
        case .approved: Line(status.rawValue, .green)
        case .rejected: Line(status.rawValue, .red)
        case .pending: Line(status.rawValue, .yellow)
        }
    }
}
