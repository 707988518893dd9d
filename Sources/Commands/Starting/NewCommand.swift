internal import Arguments
internal import ContentHash
internal import FileSystem
internal import PipelineKit
internal import Scaffolding
internal import Terminal

/// `pipeline new`: adds a pipeline to the project.
struct NewCommand: Sendable {
    let session: Session

    static let name = CommandParameter.argument("NAME", .name("NAME"), help: "the pipeline's name, in snake_case")
    static let template = CommandParameter.option(
        "template", short: "t", .oneOf(PipelineTemplate.Kind.self, "TEMPLATE"), default: .swift,
        help: "what it starts with")

    private static let list = "pipelines/Pipelines.swift"

    var command: Command {
        Command(
            "new", summary: "Add a pipeline to the project.",
            discussion: """
                The pipeline gets a folder in pipelines/ and an element in the list `allPipelines` of \
                pipelines/Pipelines.swift. The templates: 'empty' has one command, 'script' a script in Python, 'swift' a \
                step in Swift, 'training' a model that is trained, judged, and registered where it is good enough.
                """,
            examples: [
                .init("pipeline new cleaning"),
                .init("pipeline new forecast --template training", "a model to go on from"),
            ],
            parameters: [Self.name, Self.template], action: { try make($0) })
    }

    private func make(_ values: ParsedValues) throws -> Int32 {
        do {
            let name = try PipelineName(values[Self.name])
            let root = try session.project().root
            try requireFree(name, in: root)
            let template = PipelineTemplate(name: name, kind: values[Self.template])
            let list = "\(root)/\(Self.list)"
            let edited = (try? Files.readText(list)).flatMap { PipelineList($0) }?.adding("\(name.type)()")
            try NewFiles(template.files, in: root).write()
            if let edited { try Files.write(edited, to: list) }
            tell(template, name, isListed: edited != nil, isJSON: values[GlobalOptions.json])
        } catch let error as ScaffoldingError {
            throw CommandFailure(error.description)
        } catch let error as SystemError {
            throw CommandFailure("\(error)", .failed)
        }
        return 0
    }

    private func requireFree(_ name: PipelineName, in root: String) throws {
        // A program from elsewhere, such as the one on the PATH, has pipelines that are none of this project.
        let isOwn = session.executable.hasPrefix("\(root)/")
        let isKnown = isOwn && session.pipelines.contains { type(of: $0).name == name.text }
        let folder = "pipelines/\(name.text)"
        guard !isKnown, (try? FileStatus(ofLink: "\(root)/\(folder)")) == nil else {
            throw CommandFailure(
                isKnown
                    ? "there is a pipeline '\(name.text)' already; choose another name"
                    : "'\(folder)' is there already, and is not overwritten; choose another name")
        }
    }

    private func tell(_ template: PipelineTemplate, _ name: PipelineName, isListed: Bool, isJSON: Bool) {
        let paths = template.files.map(\.path)
        if isJSON {
            session.write(json: [
                "name": .string(name.text), "files": .array(paths.map { .string($0) }), "listed": .bool(isListed),
            ])
        } else {
            session.write(Line("made the pipeline '\(name.text)'"))
            for path in paths { session.write("  \(path)") }
            if isListed { session.write("  \(Self.list) lists it") }
            session.write("")
            session.write("go on with:")
            session.write("  bin/pipeline run \(name.text)")
        }
        guard !isListed else { return }
        session.warn(
            "\(Self.list) has no list `let allPipelines: [any Pipeline] = […]` that could be edited; add this to the list of "
                + "pipelines by hand: \(name.type)()")
    }
}
