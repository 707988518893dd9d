extension CommandLineInterface {
    /// The program's page of the manual, as `man` reads it.
    ///
    /// The page is made of what the commands declare, so that it can't tell anything else than their help. It is written in
    /// the macros of man(7), which every system has.
    ///
    /// - Parameters:
    ///   - version: The program's version, for the foot of the page.
    ///   - sections: What else the page tells.
    /// - Returns: The text of a file such as `pipeline.1`.
    public func manualPage(version: String, sections: [ManualSection] = []) -> String {
        var page = ManualText()
        // Without a date, the page of one version has the same bytes wherever it is made.
        page.request("TH", root.name.uppercased(), "1", "", "\(root.name) \(version)", "User Commands")
        // Neither hyphens nor stretched spaces: names and options can be found and copied as they are.
        page.request("nh")
        page.request("ad", "l")
        page.request("SH", "NAME")
        page.line("\(root.name) \\- \(ManualText.escaped(root.summary.startingInLowercase))")
        page.request("SH", "SYNOPSIS")
        page.line("\\fB\(ManualText.escaped(root.name))\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]")
        if !root.discussion.isEmpty {
            page.request("SH", "DESCRIPTION")
            page.paragraphs(root.discussion)
        }
        page.examples(root.examples)
        page.request("SH", "OPTIONS OF EVERY COMMAND")
        for option in globals { page.row(option.declaration.manualTerm, option.declaration.description) }
        page.request("SH", "COMMANDS")
        for path in allCommands.dropFirst() { explain(path, in: &page) }
        for section in sections {
            page.request("SH", section.title.uppercased())
            for paragraph in section.paragraphs { page.paragraphs(paragraph) }
            for row in section.rows { page.row("\\fB\(ManualText.escaped(row.term))\\fR", row.description) }
        }
        return page.text
    }

    private func explain(_ names: [String], in page: inout ManualText) {
        guard let path = commands(along: names), let command = path.last else { return }
        page.request("SS", names.joined(separator: " "))
        page.paragraphs(command.summary)
        page.request("PP")
        page.line("\\fB\(ManualText.escaped(usage(of: path)))\\fR")
        let arguments = command.declarations.filter { $0.kind == .argument }
        for parameter in arguments + command.declarations.filter({ $0.kind != .argument }) {
            page.row(parameter.manualTerm, parameter.description)
        }
        page.paragraphs(command.discussion)
        if let fallback = command.fallback {
            page.paragraphs("Without a command of its own it does what '\(fallback.name)' does.")
        }
        page.examples(command.examples)
    }
}

extension ParameterDeclaration {
    fileprivate var manualTerm: String {
        if kind == .argument { return "\\fI\(ManualText.escaped(name))\\fR" }
        let words = words.reversed().map { "\\fB\(ManualText.escaped($0))\\fR" }.joined(separator: ", ")
        switch kind {
        case .flag, .argument: return words
        case .option: return "\(words) \\fI\(ManualText.escaped(placeholder))\\fR"
        case .optionWithOptionalValue: return "\(words) [\\fI\(ManualText.escaped(placeholder))\\fR]"
        }
    }
}
