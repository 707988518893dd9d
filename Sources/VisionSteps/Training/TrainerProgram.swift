internal import FileSystem
internal import Glibc
internal import PipelineKit
internal import Processes
internal import TrainingJob

/// The program that computes with libtorch, as a step runs it.
struct TrainerProgram {
    let context: StepContext

    /// The descriptor on which the program tells how far it is.
    private static let eventDescriptor: Int32 = 3

    /// What a step that runs the program declares: the program, and what can make it load another libtorch.
    static var needs: StepNeeds {
        StepNeeds(
            environment: ["LD_LIBRARY_PATH"],
            programs: [
                Program(
                    Trainer.program, sourceDigest: sourceDigest, help: Trainer.help)
            ])
    }

    private static let sourceDigest = ProgramDigests.all[Trainer.program]

    /// Runs the program on a job, passes on what it tells, and waits for its end.
    /// - Throws: `StepFailure` with the program's own complaint.
    func run(_ command: String, _ job: some JSONFile) async throws {
        let jobPath = "\(context.workFolder)/\(command).json"
        try job.write(to: jobPath)
        let log = "\(context.workFolder)/\(command).log"
        let child = ChildProcess(
            try context.program(Trainer.program), arguments: [command, jobPath], environment: environment,
            workingDirectory: context.workFolder, standardError: log,
            eventDescriptor: Self.eventDescriptor, joinsGroup: true, diesWithParent: true)
        let context = context
        let end = try await child.run(event: { line in
            if let event = StepEvent(line: line.bytes) { context.forward(event) }
        })
        let complaint = Trainer.complaint(in: (try? Files.readText(log)) ?? "")
        switch end.reason {
        case .exited(0):
            if !complaint.isEmpty { print(complaint) }
        case .exited: throw StepFailure(failure("\(end.reason)", complaint), kind: .exitCode)
        case .signalled: throw StepFailure(failure("\(end.reason)", complaint), kind: .signal)
        case .timedOut, .silent, .cancelled: throw CancellationError()
        }
    }

    private func failure(_ reason: String, _ complaint: String) -> String {
        complaint.isEmpty ? "\(Trainer.program) \(reason)" : "\(Trainer.program): \(complaint)"
    }

    private var environment: [String: String] {
        var environment = Trainer.environment(
            threads: context.resources.cpus, temporaryFolder: context.workFolder
        ) { name in getenv(name).map { String(cString: $0) } }
        environment["PIPELINE_EVENTS"] = "\(Self.eventDescriptor)"
        environment[Trainer.sourcesVariable] = Self.sourceDigest
        return environment
    }
}
