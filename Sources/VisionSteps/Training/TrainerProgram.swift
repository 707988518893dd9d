internal import FileSystem
internal import Glibc
internal import PipelineKit
internal import Processes
internal import TrainingJob

/// The program that computes with libtorch, as a step runs it.
struct TrainerProgram {
    let context: StepContext

    private static let name = "pipeline-trainer"
    /// The descriptor on which the program tells how far it is.
    private static let eventDescriptor: Int32 = 3

    /// What a step that runs the program declares: the program, and what can make it load another libtorch.
    static var needs: StepNeeds {
        StepNeeds(
            environment: ["LD_LIBRARY_PATH"],
            programs: [
                Program(
                    name, sourceDigest: ProgramDigests.all[name],
                    help: "it needs libtorch, which `bin/pipeline --yes doctor` installs")
            ])
    }

    /// Runs the program on a job, passes on what it tells, and waits for its end.
    /// - Throws: `StepFailure` with the program's own complaint.
    func run(_ command: String, _ job: some JSONFile) async throws {
        let jobPath = "\(context.workFolder)/\(command).json"
        try job.write(to: jobPath)
        let log = "\(context.workFolder)/\(command).log"
        let child = ChildProcess(
            try context.program(Self.name), arguments: [command, jobPath], environment: environment,
            workingDirectory: context.workFolder, standardError: log,
            eventDescriptor: Self.eventDescriptor, joinsGroup: true, diesWithParent: true)
        let context = context
        let end = try await child.run(event: { line in
            if let event = StepEvent(line: line.bytes) { context.forward(event) }
        })
        let complaint = trimmed((try? Files.readText(log)) ?? "")
        switch end.reason {
        case .exited(0):
            if !complaint.isEmpty { print(complaint) }
        case .exited: throw StepFailure(failure("\(end.reason)", complaint), kind: .exitCode)
        case .signalled: throw StepFailure(failure("\(end.reason)", complaint), kind: .signal)
        case .timedOut, .cancelled: throw CancellationError()
        }
    }

    private func failure(_ reason: String, _ complaint: String) -> String {
        complaint.isEmpty ? "\(Self.name) \(reason)" : "\(Self.name): \(complaint)"
    }

    private func trimmed(_ text: String) -> String {
        let whole = text.split(separator: "\n").joined(separator: "\n")
        return whole.hasPrefix("error: ") ? String(whole.dropFirst(7)) : whole
    }

    /// What libtorch needs to be found and to know its processors, and nothing else.
    private var environment: [String: String] {
        var environment = [
            // Threads that spin while they wait make training several times slower as soon as anything else runs.
            "OMP_WAIT_POLICY": "passive",
            "PIPELINE_EVENTS": "\(Self.eventDescriptor)", "OMP_NUM_THREADS": "\(context.resources.cpus)",
            "LANG": "C.UTF-8",
            "TMPDIR": context.workFolder,
        ]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        return environment
    }
}
