internal import FileSystem
internal import Processes

/// A program that carries a message, with what it wrote at hand when it has ended.
struct HelperProgram {
    let words: [String]
    /// What it reads from standard input.
    let input: String
    let environment: [String: String]
    let folder: String
    /// The seconds until it is ended.
    let timeout: Double
    /// What to do where the program is missing.
    var help: String?

    /// How a program ended, and the lines that it wrote to standard output and standard error.
    struct End {
        let reason: ProcessEnd.Reason
        let lines: [String]
    }

    /// Runs the program to its end.
    func run() async throws(DeliveryProblem) -> End {
        let scratch = try Self.scratch(environment)
        let output = "\(scratch.path)/output"
        let child = ChildProcess(
            words[0], arguments: Array(words.dropFirst()), environment: environment, workingDirectory: folder,
            standardInput: Array(input.utf8), standardOutput: output, standardError: output,
            timeout: .seconds(timeout), gracePeriod: .milliseconds(500), diesWithParent: true)
        do throws(ProcessError) {
            let end = try await child.run()
            let text = LogTail.lines(20, of: output).printable
            return End(reason: end.reason, lines: text.split(separator: "\n").map(String.init))
        } catch {
            throw Self.problem(error, help)
        }
    }

    /// Throws where there is no program to start.
    static func check(
        _ program: String, _ environment: [String: String], folder: String, help: String? = nil
    ) throws(DeliveryProblem) {
        let isThere =
            program.contains("/")
            ? SearchPath.isProgram(program.hasPrefix("/") ? program : "\(folder)/\(program)")
            : SearchPath(environment: environment).program(program) != nil
        if !isThere {
            throw DeliveryProblem("the program '\(program)' is not there" + (help.map { "; \($0)" } ?? ""))
        }
    }

    /// A folder for what a program writes.
    private static func scratch(_ environment: [String: String]) throws(DeliveryProblem) -> PrivateFolder {
        do throws(SystemError) { return try PrivateFolder(environment: environment) } catch {
            throw DeliveryProblem("\(error)")
        }
    }

    private static func problem(_ error: ProcessError, _ help: String?) -> DeliveryProblem {
        switch (error.code, help) {
        case (.notFound, let help?), (.notFoundInPath, let help?):
            DeliveryProblem("the program '\(error.program)' is not there; \(help)")
        default: DeliveryProblem(error.description)
        }
    }
}

extension HelperProgram.End {
    /// What kept the program from doing its work, with the last line that it wrote; `nil` where it succeeded.
    func problem(of name: String, timeout: Double) -> DeliveryProblem? {
        switch reason {
        case .exited(0): return nil
        case .timedOut: return DeliveryProblem("'\(name)' did not end within \(timeout) s, so it was ended")
        default:
            let last = lines.last.map { ": \($0.beginning(300))" } ?? ""
            return DeliveryProblem("'\(name)' \(reason)\(last)")
        }
    }
}
