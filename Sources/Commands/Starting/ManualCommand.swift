internal import Arguments
internal import ContentHash
internal import FileSystem
internal import Terminal

/// `pipeline manual`: prints the manual, or writes it to files.
struct ManualCommand: Sendable {
    let session: Session

    /// The forms of the manual.
    enum Form: String, CaseIterable { case man, markdown }

    static let format = CommandParameter.option(
        "format", short: "f", .oneOf(Form.self, "FORMAT"), default: .man,
        help: "a page for `man`, or a page of Markdown for each command")
    static let output = CommandParameter.option(
        "output", short: "o", .name("FOLDER", completing: .folders),
        help: "the folder that gets the files, which is made where it is missing (default: standard output)")

    var command: Command {
        Command(
            "manual", summary: "Print the manual, or write it to files.",
            examples: [
                .init("pipeline manual | man -l -", "reads it"),
                .init("pipeline manual --format markdown --output docs", "a page for each command"),
            ],
            parameters: [Self.format, Self.output], action: { try make($0) })
    }

    private func make(_ values: ParsedValues) throws -> Int32 {
        let interface = CommandLineInterface.pipeline(session)
        let files: [(name: String, text: String)]
        switch values[Self.format] {
        case .man:
            let version = VersionCommand.version
            files = [("pipeline.1", interface.manualPage(version: version, sections: Manual.sections))]
        case .markdown:
            files = interface.referencePages(sections: Manual.sections).map { ("\($0.name).md", $0.text) }
        }
        guard let folder = values[Self.output] else {
            try GlobalOptions.refuseJSON(values, by: "manual", printing: "a text to read")
            FileOutput.standard.write(files.map(\.text).joined(separator: "\n"))
            return 0
        }
        do {
            try Folders.create(folder)
            for file in files { try Files.write(file.text, to: "\(folder)/\(file.name)") }
        } catch {
            throw CommandFailure("\(error)", .failed)
        }
        if values[GlobalOptions.json] {
            session.write(json: ["folder": .string(folder), "files": .array(files.map { .string($0.name) })])
        } else {
            for file in files { session.write("\(folder)/\(file.name)") }
        }
        return 0
    }
}
