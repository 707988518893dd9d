internal import ContentHash
internal import ContentStore
internal import FileSystem
internal import Glibc
internal import PipelineKit
internal import Processes
internal import Registry
internal import Suggestions
internal import Terminal

/// What every command works with: the pipelines, the surroundings of the process, and where to write.
struct Session: Sendable {
    let pipelines: [any Pipeline]
    /// The commands that domains add to the program's own.
    let commands: [any ProgramCommand]
    /// The words after the program's name.
    let arguments: [String]
    let environment: [String: String]
    /// The variables that hold secrets: no other process is given them, and no record shows them.
    let secretVariables: [String: String]
    let folder: String
    let executable: String

    /// The program as it was when it started: a build meanwhile makes a new file, and steps must not run its code under the
    /// keys of this one.
    let image = "/proc/\(getpid())/exe"

    init(pipelines: [any Pipeline], commands: [any ProgramCommand]) {
        self.pipelines = pipelines.sorted { type(of: $0).name < type(of: $1).name }
        self.commands = commands
        arguments = Array(CommandLine.arguments.dropFirst())
        let variables = Environment.current
        secretVariables = variables.filter { $0.key.hasPrefix(Secret.variablePrefix) }
        environment = variables.filter { !$0.key.hasPrefix(Secret.variablePrefix) }
        folder = Folders.current
        executable = Files.resolve("/proc/self/exe")
    }

    var style: Style { Style(environment: environment, isTerminal: FileOutput.standard.isTerminal) }

    /// The time of day, in seconds since 1970.
    var now: Double { Session.time() }

    static func time() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// A path as somebody in the folder means it in which the program was started.
    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }

    func project() throws -> Project {
        try Project.find(from: folder, environment: environment, executable: executable)
    }

    func registry(of project: Project) throws -> Registry {
        try Folders.create("\(project.home)/registry", durable: true)
        try LocalDisk.require(for: project.home)
        let artifacts = project.artifacts
        return try Registry(path: project.registryFile) { Presence.isAtWork($0, in: artifacts) }
    }

    func store(of project: Project) throws -> ContentStore { try ContentStore(root: project.artifacts) }

    func pipeline(_ name: String) throws -> any Pipeline {
        let names = pipelines.map { type(of: $0).name }
        guard let pipeline = pipelines.first(where: { type(of: $0).name == name }) else {
            let hint = suggestion(for: name, among: names)
            throw CommandFailure(
                "there is no pipeline '\(name)'"
                    + (hint.isEmpty ? "; there are \(names.joined(separator: ", "))" : hint) + hintAtOwnProgram)
        }
        return pipeline
    }

    /// Says that the project has a program of its own, where this is another one, such as that on the PATH.
    private var hintAtOwnProgram: String {
        guard let root = try? project().root, !executable.hasPrefix("\(root)/"),
            (try? FileStatus(of: "\(root)/bin/pipeline"))?.isExecutable ?? false
        else { return "" }
        return "; the pipelines of the project here are those of its own program, '\(root)/bin/pipeline'"
    }

    /// Writes a line for people.
    func write(_ line: Line) { FileOutput.standard.write(line.rendered(style) + "\n") }

    func write(_ lines: [Line]) {
        FileOutput.standard.write(lines.map { $0.rendered(style) + "\n" }.joined())
    }

    /// Writes a table as wide as the terminal; without one, as wide as it needs.
    func write(_ table: Table) {
        write(table.lines(width: FileOutput.standard.isTerminal ? FileOutput.standard.size.columns : nil))
    }

    /// Writes the one document of a command that was asked for JSON.
    func write(json: JSON) { FileOutput.standard.write(json.prettyText + "\n") }

    /// Writes to standard error.
    func complain(_ text: String) {
        let style = Style(environment: environment, isTerminal: FileOutput.errors.isTerminal)
        FileOutput.errors.write(style("error:", .red, .bold) + " \(text)\n")
    }

    func warn(_ text: String) {
        let style = Style(environment: environment, isTerminal: FileOutput.errors.isTerminal)
        FileOutput.errors.write(style("warning:", .yellow, .bold) + " \(text)\n")
    }
}

/// The environment of this process.
private enum Environment {
    static var current: [String: String] {
        guard let text = try? Files.read("/proc/self/environ") else { return [:] }
        return Dictionary(
            text.split(separator: 0).compactMap { entry -> (String, String)? in
                let parts = String(decoding: entry, as: UTF8.self).split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }, uniquingKeysWith: { first, _ in first })
    }
}
