public import Commands

/// The commands for images and models of them, for a program to take along.
///
/// ```swift
/// await PipelineProgram(pipelines: allPipelines, commands: VisionCommands.all).run()
/// ```
public enum VisionCommands {
    /// All of them, in the order in which help lists them.
    public static var all: [any ProgramCommand] { [PredictCommand(), DataCommand(), WeightsCommand()] }
}
