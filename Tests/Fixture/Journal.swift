import FoundationEssentials
import Glibc
import PipelineKit

/// Adds a line to a file that belongs to no step, so that a test sees what really ran, and in which order.
///
/// No honest step writes anywhere but into its outputs.
func note(_ line: String, in journal: String) throws {
    guard !journal.isEmpty else { return }
    let descriptor = open(journal, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    guard descriptor >= 0 else { throw StepFailure("the journal '\(journal)' can't be opened") }
    defer { close(descriptor) }
    // One write for one line: steps that run at once write to one file.
    let text = line + "\n"
    _ = write(descriptor, text, text.utf8.count)
}

extension File {
    /// What the file contains, as text.
    func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// Makes the file.
    func write(_ text: String) throws { try text.write(toFile: path, atomically: false, encoding: .utf8) }
}
