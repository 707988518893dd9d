internal import Arguments
internal import Execution
internal import Glibc
internal import LocalExecutor
public import PipelineKit
internal import Registry
internal import Terminal

/// The command line program over a set of pipelines.
///
/// The whole program of a project is:
///
/// ```swift
/// @main struct Main {
///     static func main() async {
///         await PipelineProgram(pipelines: [RoadSign()]).run()
///     }
/// }
/// ```
public struct PipelineProgram: Sendable {
    private let session: Session

    /// Makes the program.
    /// - Parameters:
    ///   - pipelines: What it can run.
    ///   - commands: Commands beside its own, such as those for images.
    public init(pipelines: [any Pipeline], commands: [any ProgramCommand] = []) {
        session = Session(pipelines: pipelines, commands: commands)
    }

    /// Does what the command line says and ends the process with the exit code that goes with it.
    public func run() async -> Never {
        // A reader that goes away, as `head` does, is seen where the write fails.
        signal(SIGPIPE, SIG_IGN)
        let code = await exitCode()
        if let failure = FileOutput.standard.failure {
            session.complain("what this command tells could not be written: \(failure)")
            exit(code == 0 ? CommandFailure.Code.failed.rawValue : code)
        }
        exit(code)
    }

    private func exitCode() async -> Int32 {
        let words = session.arguments
        if words.count == 2, words[0] == LocalExecutor.stepArgument {
            return await StepWorker(pipelines: session.pipelines).run(jobPath: words[1])
        }
        let interface = CommandLineInterface.pipeline(session)
        do {
            switch try interface.parse(words) {
            case .run(let action, let values): return try await action(values)
            case .help(let text):
                FileOutput.standard.write(text + (text.hasSuffix("\n") ? "" : "\n"))
                return 0
            case .complete(let request):
                for candidate in await Candidates(session: session).candidates(for: request) {
                    FileOutput.standard.write(candidate + "\n")
                }
                return 0
            }
        } catch let error as UsageError {
            session.complain(error.description)
            return CommandFailure.Code.usage.rawValue
        } catch let error as GraphError {
            FileOutput.errors.write(error.description + "\n")
            return CommandFailure.Code.usage.rawValue
        } catch let error as RegistryError {
            session.complain(error.description)
            return error.isUsage ? CommandFailure.Code.usage.rawValue : CommandFailure.Code.failed.rawValue
        } catch let error as CommandFailure {
            session.complain(error.description)
            return error.code.rawValue
        } catch {
            session.complain("\(error)")
            return CommandFailure.Code.failed.rawValue
        }
    }
}

extension RegistryError {
    /// Whether the command line names something that is not there, rather than the state of things being in the way.
    fileprivate var isUsage: Bool {
        switch kind {
        case .runEnded, .atWork, .refused, .aliased, .deletedVersion, .collected, .nothingBefore, .timeTaken,
            .scheduleRuns, .pipelineRuns:
            false
        default: true
        }
    }
}
