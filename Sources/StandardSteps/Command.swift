internal import ContentHash
public import PipelineKit

/// Runs a program, of any language, as one step.
///
/// The program is started with the arguments as they are, without a shell. What it reads is interpolated into the
/// arguments, what it writes is declared, and only the declared environment reaches it. The program counts by its
/// content, so that another version of it runs the step again:
///
/// ```swift
/// let clean = graph.step(
///     "clean",
///     Command(
///         ["sort", "--output", "\(output: "sorted.txt")", "\(names)"],
///         outputs: [.file("sorted.txt")], environment: ["LC_ALL"]))
/// graph.step("count", CountRows(table: clean.file("sorted.txt")))
/// ```
///
/// It may log metrics and progress by writing lines such as `{"type":"metric","name":"loss","step":3,"value":0.1}` to
/// the descriptor whose number is in `PIPELINE_EVENTS`, and returns values by writing a JSON object to the file named
/// by `PIPELINE_VALUES`.
public struct Command: Step {
    public typealias Output = CommandOutput

    private let arguments: [Text]
    private let outputs: [CommandOutput.Declaration]
    private let environment: [String]
    /// Left out where there are none, and where it does not use the network, so that keys stay what they were.
    private let secrets: [String: Reference<Secret>]?
    private let network: Bool?

    /// Describes a command.
    /// - Parameters:
    ///   - arguments: The program, by name or absolute path, and what follows it.
    ///   - outputs: What it makes.
    ///   - environment: The names of the variables that reach it; their values are part of the action key.
    ///   - secrets: The secrets that reach it, by the variable of its environment that it looks for each in.
    ///   - network: Whether it uses the network, which a sandbox otherwise keeps from it.
    public init(
        _ arguments: [Text], outputs: [CommandOutput.Declaration] = [], environment: [String] = [],
        secrets: [String: Reference<Secret>] = [:], network: Bool = false
    ) {
        self.arguments = arguments
        self.outputs = outputs
        self.environment = environment
        self.secrets = secrets.isEmpty ? nil : secrets
        self.network = network ? true : nil
    }

    public var needs: StepNeeds {
        StepNeeds(
            environment: environment, programs: programs, outputs: outputs.map(\.name),
            network: network ?? false)
    }

    public func run(in context: StepContext) async throws -> CommandOutput {
        try await CommandRun(
            arguments: arguments, programs: programs, outputs: outputs, secrets: secrets ?? [:], context: context
        ).perform()
    }

    private var programs: [Program] { CommandRun.programs(startedBy: arguments) }
}
