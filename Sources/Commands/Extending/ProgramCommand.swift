public import Arguments

/// A command that a domain adds to the program, beside those that every project has.
///
/// The program explains, completes and prints it in the manual like its own. A group of commands is one as well: its
/// declaration has subcommands.
///
/// ```swift
/// struct CountCommand: ProgramCommand {
///     static let folder = CommandParameter.argument("FOLDER", .name(completing: .folders), help: "the folder to look into")
///
///     func declaration(in context: CommandContext) -> Command {
///         Command("count", summary: "Count files.", examples: [.init("pipeline count data")], parameters: [Self.folder]) {
///             let names = try Folders.names(in: context.absolute($0[Self.folder]))
///             if context.wantsJSON($0) { context.write(json: ["files": .int(Int64(names.count))]) } else {
///                 context.write("\(names.count) files")
///             }
///             return 0
///         }
///     }
/// }
///
/// await PipelineProgram(pipelines: allPipelines, commands: [CountCommand()]).run()
/// ```
public protocol ProgramCommand: Sendable {
    /// Declares the command.
    /// - Parameter context: What its action works with.
    /// - Returns: What it is called, takes and does. The name must be none of the program's own commands.
    func declaration(in context: CommandContext) -> Command

    /// Tells how to come by a file or folder that a parameter of a pipeline names, and that is not there.
    /// - Parameter path: Its absolute path.
    /// - Returns: What to do, as a clause; nil where the command knows nothing of it, which is the default.
    func advice(onMissing path: String) -> String?
}

extension ProgramCommand {
    public func advice(onMissing path: String) -> String? { nil }
}
