/// What can stand after one command, as the shells' scripts need it.
struct CompletionNode {
    /// The command's names with a space before each: " models alias"; empty for the program itself.
    let path: String
    let subcommands: [Command]
    /// The command's own options, and those of the command that runs when a group is called alone.
    let options: [ParameterDeclaration]
    let arguments: [ParameterDeclaration]

    /// The name of the command's function in a script: `_pipeline_models_alias`.
    func function(of program: String) -> String {
        "_" + String((program + path).map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}

extension CommandLineInterface {
    /// All commands, the program first.
    var completionNodes: [CompletionNode] {
        func walk(_ command: Command, _ path: String) -> [CompletionNode] {
            let declarations = command.declarations + (command.fallback?.declarations ?? [])
            let node = CompletionNode(
                path: path, subcommands: command.subcommands, options: declarations.filter { $0.kind != .argument },
                arguments: command.declarations.filter { $0.kind == .argument })
            return [node] + command.subcommands.flatMap { walk($0, "\(path) \($0.name)") }
        }
        return walk(root, "")
    }
}

extension ParameterDeclaration {
    /// The option as it is typed: `--jobs` and `-j`.
    var words: [String] { ["--\(name)"] + (short.map { ["-\($0)"] } ?? []) }
}
