import Foundation
import ProgramTesting
import Testing

/// How the programs under test are started.
struct RunningProgramTests {
    @Test func `A program has nothing open that the tests have`() throws {
        let descriptor = dup(1)
        defer { close(descriptor) }
        let outcome = try Outcome.of(
            "/bin/sh", ["-c", "[ -e /proc/$$/fd/\(descriptor) ] && echo open || echo closed"])
        #expect(outcome.output == "closed\n", "\(outcome)")
    }
}
