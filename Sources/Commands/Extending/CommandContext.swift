public import Arguments
public import ContentHash
internal import ContentStore
internal import Execution
internal import ModelExchange
internal import Registry
public import Terminal

/// What a command of a domain works with: the project, the model registry, and where to write.
public struct CommandContext: Sendable {
    private let session: Session

    init(_ session: Session) { self.session = session }

    /// The folder in which the program was started.
    public var folder: String { session.folder }

    /// The environment of the program.
    public var environment: [String: String] { session.environment }

    /// Makes a path absolute, as somebody in ``folder`` means it.
    public func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }

    /// The folder of the project's declarations, with `Package.swift` and `pipelines/` in it.
    /// - Throws: ``CommandFailure`` where the program was not started in a project.
    public var projectFolder: String { get throws { try session.project().root } }

    /// The folder of the project's data and state, with `registry/` and `artifacts/` in it; `PIPELINE_HOME` names another.
    /// - Throws: ``CommandFailure`` where the program was not started in a project.
    public var projectHome: String { get throws { try session.project().home } }

    /// Finds a registered model.
    /// - Parameter text: `GROUP` for its latest version, `GROUP:VERSION`, or `GROUP@ALIAS`.
    /// - Returns: The version, with the path of its artifact.
    /// - Throws: An error with the closest match where there is none of that name, and ``CommandFailure`` where its artifact
    ///   is missing or damaged.
    public func model(_ text: String) async throws -> StoredModel {
        let project = try session.project()
        let version = try await session.registry(of: project).model(text)
        let store = try session.store(of: project)
        switch try ModelArguments.condition(of: version, in: store) {
        case .intact:
            return StoredModel(
                version, path: store.path(of: version.model),
                classNames: version.evaluation.map { ClassNames.read(evaluation: store.path(of: $0)) } ?? [])
        case .missing: throw CommandFailure("the artifact of \(version.name) is missing from '\(store.root)'", .failed)
        case .damaged: throw CommandFailure("the artifact of \(version.name) in '\(store.root)' is damaged", .failed)
        }
    }

    /// Finds a program: beside this one, or else along the PATH.
    /// - Parameter name: What the program is called.
    /// - Returns: Its path; nil where there is none.
    public func program(_ name: String) -> String? {
        ProgramSearch(executable: session.executable, environment: session.environment).find(name)
    }

    /// Whether one JSON document is wanted, and nothing else on standard output.
    public func wantsJSON(_ values: ParsedValues) -> Bool { values[GlobalOptions.json] }

    /// Writes the one document of a command that was asked for JSON.
    public func write(json: JSON) { session.write(json: json) }

    /// Writes a line for people.
    public func write(_ line: Line) { session.write(line) }

    /// Writes a table as wide as the terminal; without one, as wide as it needs.
    public func write(_ table: Table) { session.write(table) }

    /// Writes an error to standard error; the command goes on, and ends with an exit code of its own.
    /// - Parameter text: What happened, to which thing, and what to do next; no full stop.
    public func complain(_ text: String) { session.complain(text) }

    /// Writes a warning to standard error.
    public func warn(_ text: String) { session.warn(text) }

    /// Shows how far something is on the last line of standard error; nothing where that is no terminal.
    /// - Parameter text: The line, or nothing to take it away.
    public func showProgress(_ text: String) {
        let output = FileOutput.errors
        guard output.isLive(environment: environment) else { return }
        output.write("\r\u{1B}[K" + Line(text).truncated(to: output.size.columns - 1).text)
    }
}
