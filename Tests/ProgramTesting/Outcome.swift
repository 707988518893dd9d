import Foundation

/// How a program ended and what it said.
package struct Outcome: CustomStringConvertible {
    /// The status as `waitpid` has it.
    package let status: Int32
    package let output: String
    package let complaints: String

    /// The exit code; `nil` where a signal ended the program.
    package var code: Int32? { status & 0x7f == 0 ? status >> 8 & 0xff : nil }

    /// What a failed expectation shows.
    package var description: String { "status \(status)\n-- stdout\n\(output)-- stderr\n\(complaints)" }

    /// Standard output as the one JSON document that it must be.
    package func json() throws -> Any {
        try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    }

    /// Runs any program with the surroundings of the tests.
    package static func of(_ path: String, _ arguments: [String], environment: [String: String]? = nil) throws
        -> Outcome
    {
        let files = "\(NSTemporaryDirectory())/pipeline-\(UUID().uuidString)"
        defer { for end in ["out", "err"] { unlink("\(files).\(end)") } }
        return try RunningProgram(
            path, arguments, environment: environment ?? ProcessInfo.processInfo.environment, folder: "/", files: files
        ).outcome()
    }
}
