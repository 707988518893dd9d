import Foundation

/// The built tool, which lies beside the tests.
enum Tool {
    struct Failure: Error { let message: String }

    struct Outcome: Equatable {
        let text: String

        /// The digest of each step, by path.
        var digests: [String: String] { values(after: "CodeDigest(\"") }

        /// The listing of each step, by path.
        var listings: [String: [String]] {
            values(after: "let declarations = \"").mapValues { $0.components(separatedBy: "\\n") }
        }

        private func values(after mark: String) -> [String: String] {
            var step = ""
            var found: [String: String] = [:]
            for line in text.split(separator: "\n") {
                if line.hasPrefix("extension ") { step = String(line.dropFirst(10).dropLast(2)) }
                guard let start = line.range(of: mark)?.upperBound else { continue }
                found[step, default: ""] += line[start...].prefix { $0 != "\"" }
            }
            return found
        }
    }

    static func digest(_ corpus: Corpus, reversed: Bool = false, programs: [String: [(String, String)]] = [:]) throws
        -> Outcome
    {
        try corpus.written { folder in
            let output = folder.appending(path: "Generated.swift")
            var arguments = ["--output", output.path(percentEncoded: false)]
            arguments += corpus.arguments(for: corpus.modules, in: folder, reversed: reversed)
            for (name, modules) in programs {
                arguments += ["--program", name] + corpus.arguments(for: modules, in: folder)
            }
            let errors = try run(arguments)
            guard errors.isEmpty else { throw Failure(message: errors) }
            return Outcome(text: try String(contentsOf: output, encoding: .utf8))
        }
    }

    /// Runs the tool and returns what it says on standard error.
    static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.executableURL = tests.deletingLastPathComponent().appending(path: "digest-code")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let errors = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: errors, as: UTF8.self)
    }
}
