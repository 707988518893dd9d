internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Processes

/// What became of a step in its sandbox, with the reason where the sandbox is one.
struct SandboxedOutcome {
    let job: StepJob
    let view: SandboxView

    /// How much of a log's end is read.
    private static let tail = 1 << 16

    /// Adds to a failure what the step asked for and could not have.
    /// - Parameters:
    ///   - outcome: What came of it.
    ///   - isReplied: Whether the step's process got so far as to say how it ended.
    /// - Returns: The same, in more words where there are any.
    func explained(_ outcome: AttemptResult.Outcome, isReplied: Bool) -> AttemptResult.Outcome {
        guard case .failure(let kind, let message) = outcome, ![.timeout, .silentTimeout].contains(kind) else {
            return outcome
        }
        let log = endOfLog
        if !isReplied, let words = log.split(separator: "\n").last, words.hasPrefix("bwrap: ") {
            return .failure(.infrastructure, "its sandbox could not be made: \(words.dropFirst("bwrap: ".count))")
        }
        guard let words = Denial(in: "\(message)\n\(log)", view, folder: job.workFolder).words else { return outcome }
        // What can't be written to here is no fault of the disk.
        let cause = message.replacing("; \(SystemError.readOnlyAdvice)", with: "")
        return .failure(kind, "\(cause); \(words)")
    }

    private var endOfLog: String {
        guard let bytes = try? Files.read(job.log) else { return "" }
        return String(decoding: bytes.suffix(Self.tail), as: UTF8.self)
    }
}

extension ProcessEnd.Reason {
    /// How the step ended, as bubblewrap passes it on: 128 and the number of the signal that killed it.
    var unwrapped: ProcessEnd.Reason {
        guard case .exited(let code) = self, code > 128 else { return self }
        return .signalled(code - 128)
    }
}
