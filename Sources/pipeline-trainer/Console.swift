import Glibc
import TrainingJob

/// The streams that the program writes to.
enum Console {
    /// The descriptor for events: the one that `PIPELINE_EVENTS` names, as in every program that a step starts, or standard
    /// output where it names none.
    private static let events = getenv("PIPELINE_EVENTS").flatMap { Int32(String(cString: $0)) } ?? STDOUT_FILENO

    /// Writes a line of JSON, at once: whoever reads it wants to know now.
    static func tell(_ event: TrainingEvent) {
        write(event.line + "\n", to: events)
    }

    static func complain(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = ArraySlice(Array(text.utf8))
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            // Nobody reads any more; the work is worth finishing all the same.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
