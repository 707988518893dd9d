internal import ContentHash
public import PipelineKit

/// Runs a script of the pipeline's folder, which is an input by its content: a change of it runs the step again, and so
/// does a change of the program that runs it, or of the further files that it says it reads.
///
/// ```swift
/// graph.step("clean", Script("clean.py", arguments: ["\(images)", "\(output: "clean")"], outputs: [.folder("clean")]))
/// ```
public struct Script: Step {
    public typealias Output = CommandOutput

    private let file: String
    private let interpreter: [Text]
    private let arguments: [Text]
    private let reads: [String]
    private let outputs: [CommandOutput.Declaration]
    private let environment: [String]
    /// Left out where there are none, and where it does not use the network, so that keys stay what they were.
    private let secrets: [String: Reference<Secret>]?
    private let network: Bool?

    /// Describes a script.
    /// - Parameters:
    ///   - file: The path of the script below the pipeline's folder.
    ///   - interpreter: The program that runs it, with its own arguments; told from the name where it is left out.
    ///   - arguments: What follows the script.
    ///   - reads: The paths of further files below the pipeline's folder that the script reads, such as the modules
    ///     that it imports; they count by their content as the script does.
    ///   - outputs: What it makes.
    ///   - environment: The names of the variables that reach it; their values are part of the action key.
    ///   - secrets: The secrets that reach it, by the variable of its environment that it looks for each in.
    ///   - network: Whether it uses the network, which a sandbox otherwise keeps from it.
    public init(
        _ file: String, interpreter: [Text]? = nil, arguments: [Text] = [], reads: [String] = [],
        outputs: [CommandOutput.Declaration] = [], environment: [String] = [],
        secrets: [String: Reference<Secret>] = [:], network: Bool = false
    ) {
        self.file = file
        self.interpreter = interpreter ?? Script.interpreter(of: file)
        self.arguments = arguments
        self.reads = reads
        self.outputs = outputs
        self.environment = environment
        self.secrets = secrets.isEmpty ? nil : secrets
        self.network = network ? true : nil
    }

    public var needs: StepNeeds {
        StepNeeds(
            environment: environment, scripts: [file] + reads, programs: programs, outputs: outputs.map(\.name),
            network: network ?? false)
    }

    public func run(in context: StepContext) async throws -> CommandOutput {
        let script = Text(stringLiteral: "\(context.pipelineFolder)/\(file)")
        return try await CommandRun(
            arguments: interpreter + [script] + arguments, programs: programs, outputs: outputs,
            secrets: secrets ?? [:], context: context
        ).perform()
    }

    private var programs: [Program] { CommandRun.programs(startedBy: interpreter) }

    /// The usual program for a kind of script; none for a file that is executable itself.
    private static func interpreter(of file: String) -> [Text] {
        switch file.split(separator: ".").last {
        case "py": ["python3"]
        case "sh": ["sh"]
        case "bash": ["bash"]
        case "pl": ["perl"]
        case "rb": ["ruby"]
        case "R": ["Rscript"]
        case "js": ["node"]
        default: []
        }
    }
}
