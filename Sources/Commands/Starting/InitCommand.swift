internal import Arguments
internal import ContentHash
internal import FileSystem
internal import Scaffolding
internal import Terminal

/// `pipeline init`: makes a project of one's own.
struct InitCommand: Sendable {
    let session: Session

    static let folder = CommandParameter.argument(
        "FOLDER", .name("FOLDER", completing: .folders), default: ".",
        help: "the project's folder, which is made where it is missing")
    static let package = CommandParameter.option(
        "package", .name("PLACE", completing: .folders),
        help: "the package that the project depends on: a folder, or the URL of a git repository "
            + "(default: the package that this program was built from)")
    static let branch = CommandParameter.option(
        "branch", .name("BRANCH"), default: "main", help: "the branch of a git repository")
    static let name = CommandParameter.option(
        "name", .name("NAME"), help: "the project's name (default: that of its folder)")

    var command: Command {
        Command(
            "init", summary: "Make a project of your own.",
            discussion: """
                The project is a Swift package that depends on this one, with a first pipeline to read and run, a test, a \
                script `bin/pipeline` that builds what has changed and runs it, and a workflow for CI. Nothing is \
                overwritten: the folder must be empty, but for the folder .git.
                """,
            examples: [
                .init("pipeline init signs", "makes the folder signs"),
                .init(
                    "pipeline init --package https://example.com/pipeline.git", "makes it here, from a git repository"),
            ],
            parameters: [Self.folder, Self.package, Self.branch, Self.name], action: { try make($0) })
    }

    private func make(_ values: ParsedValues) throws -> Int32 {
        let named = values[Self.folder]
        let folder = absolute(named)
        do {
            let name = try ProjectName(values[Self.name] ?? PackageSource.lastComponent(of: folder))
            let package = try source(values, for: folder)
            let files = ProjectTemplate(name: name, package: package).files
            let new = NewFiles(files, in: folder)
            try new.requireEmptyFolder()
            try new.write()
            tell(files, name, folder: folder, named: named, isJSON: values[GlobalOptions.json])
        } catch let error as ScaffoldingError {
            throw CommandFailure(error.description)
        } catch let error as SystemError {
            throw CommandFailure("\(error)", .failed)
        }
        return 0
    }

    /// Where the project gets its package, checked as far as that is possible here.
    private func source(_ values: ParsedValues, for folder: String) throws -> PackageSource {
        guard let place = values[Self.package] else {
            guard !values.isGiven(Self.branch) else {
                throw CommandFailure("--branch is of a git repository; name the repository with --package URL")
            }
            guard let own = SourcePackage.folder(above: session.executable) else {
                throw CommandFailure(
                    "this program does not lie in the folder of the package that it was built from; say with --package "
                        + "where that is: a folder, or the URL of a git repository")
            }
            return .folder(try distinct(own, from: folder))
        }
        if PackageSource.isRepository(place) {
            return .repository(try distinct(place, from: folder), branch: values[Self.branch])
        }
        guard !values.isGiven(Self.branch) else {
            throw CommandFailure("--branch is of a git repository, and '\(place)' is a folder")
        }
        let path = Files.resolve(absolute(place))
        guard SourcePackage.isHere(path) else {
            throw CommandFailure(
                "'\(place)' is not the package of this program: it has no Package.swift with Sources/PipelineKit beside it"
            )
        }
        return .folder(try distinct(path, from: folder))
    }

    /// Refuses what SwiftPM could not tell apart.
    private func distinct(_ place: String, from folder: String) throws -> String {
        let name = PackageSource.lastComponent(of: folder)
        guard name.lowercased() == PackageSource.lastComponent(of: place).lowercased() else { return place }
        throw CommandFailure(
            "the project's folder can't be named '\(name)', as the package it depends on is: SwiftPM tells packages apart "
                + "by these names; choose another folder")
    }

    private func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : "\(session.folder)/\(path)"
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    private func tell(_ files: [TemplateFile], _ name: ProjectName, folder: String, named: String, isJSON: Bool) {
        if isJSON {
            session.write(json: [
                "name": .string(name.text), "folder": .string(folder), "files": .array(files.map { .string($0.path) }),
            ])
            return
        }
        session.write(Line("made the project '\(name.text)' in \(folder)"))
        for file in files { session.write("  \(file.path)") }
        session.write("")
        session.write("go on with:")
        if folder != session.folder { session.write("  cd \(named)") }
        session.write("  bin/pipeline run first")
    }
}
