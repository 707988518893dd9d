internal import ContentHash
internal import FileSystem
internal import PipelineKit
internal import Processes

/// One execution of a command: its arguments made whole, its events passed on, its outputs read.
struct CommandRun {
    let arguments: [Text]
    /// The program as the step declares it; none where it is a script, or is made by a step.
    let programs: [Program]
    let outputs: [CommandOutput.Declaration]
    /// What only this program sees, by the variable that it sees it in.
    let secrets: [String: Reference<Secret>]
    let context: StepContext

    /// The descriptor on which a command may tell things.
    private static let eventDescriptor: Int32 = 3

    /// The program to declare for a command: a first word that is not known yet is an input, and counts as one.
    static func programs(startedBy words: [Text]) -> [Program] {
        guard let name = words.first?.literal, !name.isEmpty else { return [] }
        return [Program(name)]
    }

    func perform() async throws -> CommandOutput {
        let context = context
        for output in outputs where output.form == .folder {
            _ = try context.output(output.name, as: Folder.self)
        }
        let words = arguments.map { $0.resolved { "\(context.outputFolder)/\($0)" } }
        guard let program = words.first, !program.isEmpty else {
            throw StepFailure("the command has no program: its list of arguments is empty")
        }
        let values = "\(context.workFolder)/.values.json"
        let path = try programs.first.map { try context.program($0.name) } ?? program
        let child = ChildProcess(
            path, arguments: Array(words.dropFirst()), environment: environment(values),
            workingDirectory: context.workFolder, standardOutput: "/dev/stdout", standardError: "/dev/stderr",
            eventDescriptor: Self.eventDescriptor, joinsGroup: true, diesWithParent: true)
        // Whoever ends the step asks all its processes to end. This one waits for the program, which dies with it.
        let interrupts = try InterruptSignals([.terminate])
        defer { interrupts.end() }
        let end = try await child.run(event: { line in
            if let event = StepEvent(line: line.bytes) { context.forward(event) }
        })
        switch end.reason {
        case .exited(0): return try result(values)
        case .exited(let code):
            throw StepFailure("'\(program)' exited with code \(code)", kind: .exitCode)
        case .signalled(let signal):
            throw StepFailure("'\(program)' was killed by signal \(signal)", kind: .signal)
        case .timedOut, .silent, .cancelled: throw CancellationError()
        }
    }

    private func environment(_ values: String) -> [String: String] {
        var environment = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        environment.merge(context.environment) { _, declared in declared }
        for (name, secret) in secrets { environment[name] = secret.wrappedValue.reveal() }
        // Python would leave its compiled modules beside the scripts, where the build looks for changes.
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        environment["PIPELINE_EVENTS"] = "\(Self.eventDescriptor)"
        environment["PIPELINE_OUTPUTS"] = context.outputFolder
        environment["PIPELINE_VALUES"] = values
        environment["TMPDIR"] = context.workFolder
        return environment
    }

    /// Reads the values that the command wrote, and names the places of its files and folders.
    private func result(_ path: String) throws -> CommandOutput {
        var values: [String: JSON] = [:]
        if outputs.contains(where: { $0.form == .value }) {
            guard let bytes = try? Files.read(path) else {
                throw StepFailure(
                    "it declares values but wrote none; write a JSON object to the file named by PIPELINE_VALUES",
                    kind: .missingOutput)
            }
            guard let object = try JSON(parsing: bytes).object else {
                throw StepFailure("what it wrote to PIPELINE_VALUES is no JSON object", kind: .missingOutput)
            }
            values = object
        }
        var fields: [String: JSON] = [:]
        for output in outputs {
            switch output.form {
            case .file: fields[output.name] = ArtifactReference(form: .file, path: place(output)).json
            case .folder: fields[output.name] = ArtifactReference(form: .folder, path: place(output)).json
            case .value:
                guard let value = values[output.name] else {
                    throw StepFailure("it did not write its value '\(output.name)'", kind: .missingOutput)
                }
                fields[output.name] = value
            }
        }
        return CommandOutput(fields: fields)
    }

    private func place(_ output: CommandOutput.Declaration) -> String { "\(context.outputFolder)/\(output.name)" }
}
