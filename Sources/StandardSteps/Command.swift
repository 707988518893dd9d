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

    /// Describes a command.
    /// - Parameters:
    ///   - arguments: The program, by name or absolute path, and what follows it.
    ///   - outputs: What it makes.
    ///   - environment: The names of the variables that reach it; their values are part of the action key.
    public init(_ arguments: [Text], outputs: [CommandOutput.Declaration] = [], environment: [String] = []) {
        self.arguments = arguments
        self.outputs = outputs
        self.environment = environment
    }

    public var needs: StepNeeds {
        StepNeeds(environment: environment, programs: programs, outputs: outputs.map(\.name))
    }

    public func run(in context: StepContext) async throws -> CommandOutput {
        try await CommandRun(arguments: arguments, programs: programs, outputs: outputs, context: context).perform()
    }

    private var programs: [Program] { CommandRun.programs(startedBy: arguments) }
}
