/// A page of a reference: one command with all commands below it.
public struct ReferencePage: Sendable {
    /// The name of the page's file without its ending: `pipeline-models`.
    public let name: String
    /// What the page says, in Markdown that DocC takes as an article.
    public let text: String
}

extension CommandLineInterface {
    /// A page for each command, and one before them that lists them all.
    ///
    /// - Parameter sections: What the first page tells beside the list.
    /// - Returns: The pages; the first is the one with the list.
    public func referencePages(sections: [ManualSection] = []) -> [ReferencePage] {
        let pages = root.subcommands.map { command in
            ReferencePage(name: "\(root.name)-\(command.name)", text: referenceText([root, command]))
        }
        return [contents(sections)] + pages
    }

    private func contents(_ sections: [ManualSection]) -> ReferencePage {
        var text = "# The commands of \(root.name)\n\n\(root.summary)\n\n## Overview\n"
        text += "\n" + Self.table(("command", "what it does"), root.subcommands.map { ("`\($0.name)`", $0.summary) })
        text += "\n" + Self.code(root.examples)
        text += "\n### Options of every command\n\n"
        text += Self.table(("option", "meaning"), globals.map { Self.row($0.declaration) })
        for section in sections {
            text += "\n### \(section.title)\n"
            for paragraph in section.paragraphs { text += "\n\(paragraph)\n" }
            if !section.rows.isEmpty {
                text += "\n" + Self.table(("", "meaning"), section.rows.map { ("`\($0.term)`", $0.description) })
            }
        }
        text += "\n## Topics\n\n### Each command\n\n"
        text += root.subcommands.map { "- <doc:\(root.name)-\($0.name)>\n" }.joined()
        return ReferencePage(name: "\(root.name)-commands", text: text)
    }

    /// A command as a page, or below one as a section.
    private func referenceText(_ path: [Command]) -> String {
        let command = path[path.count - 1]
        let isPage = path.count == 2
        var text = "\(isPage ? "#" : "##") \(path.map(\.name).joined(separator: " "))\n\n\(command.summary)\n"
        // DocC takes the first sentence for the page's abstract, and shows what follows under a heading.
        if isPage { text += "\n## Overview\n" }
        text += "\n```\n\(usage(of: path))\n```\n"
        for paragraph in command.discussion.split(separator: "\n\n") { text += "\n\(paragraph)\n" }
        text += Self.parameters(of: command)
        if !command.examples.isEmpty { text += "\n" + Self.code(command.examples) }
        for subcommand in command.subcommands { text += "\n" + referenceText(path + [subcommand]) }
        return text
    }

    private static func parameters(of command: Command) -> String {
        let arguments = command.declarations.filter { $0.kind == .argument }
        let options = command.declarations.filter { $0.kind != .argument }
        var text = ""
        if !arguments.isEmpty { text += "\n" + table(("argument", "meaning"), arguments.map(row)) }
        if !options.isEmpty { text += "\n" + table(("option", "meaning"), options.map(row)) }
        return text
    }

    private static func row(_ parameter: ParameterDeclaration) -> (String, String) {
        let term = parameter.kind == .argument ? parameter.name : parameter.spelling.drop { $0 == " " }[...].description
        return ("`\(term)`", parameter.description)
    }

    private static func code(_ examples: [Command.Example]) -> String {
        let lines = examples.map { $0.meaning.isEmpty ? $0.line : "# \($0.meaning)\n\($0.line)" }
        return "```\n\(lines.joined(separator: "\n"))\n```\n"
    }

    private static func table(_ heads: (String, String), _ rows: [(String, String)]) -> String {
        // A bar would end the cell, even within code.
        func cell(_ text: String) -> String {
            text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
        }
        return "| \(heads.0) | \(heads.1) |\n| --- | --- |\n"
            + rows.map { "| \(cell($0.0)) | \(cell($0.1)) |\n" }.joined()
    }
}
