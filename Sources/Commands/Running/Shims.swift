internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Processes

/// The programs that shims start: small scripts by which pyenv, rbenv, asdf and their like choose a version for a folder.
///
/// A shim is the same file whichever version it starts, so neither its digest nor anything else in a key would tell that
/// another one runs. The manager behind it is asked once, for the project's folder, and what it names takes the shim's place.
struct Shims {
    private let folder: String
    private let environment: [String: String]

    /// Prepares to look behind shims.
    /// - Parameters:
    ///   - folder: The folder that the version is chosen for.
    ///   - environment: The environment of this process.
    init(folder: String, environment: [String: String]) {
        self.folder = folder
        self.environment = environment
    }

    /// What the shims start that the steps of a pipeline declare.
    /// - Parameters:
    ///   - graph: The pipeline.
    ///   - search: Where programs are found.
    /// - Returns: The program behind each shim, by the shim's path.
    /// - Throws: `CommandFailure` where a manager does not say what a shim starts.
    func programs(of graph: Graph, _ search: ProgramSearch) async throws -> [String: String] {
        var programs: [String: String] = [:]
        for name in Set(graph.steps.flatMap(\.reads.programs).map(\.name)).sorted() {
            guard let path = search.find(name), let (manager, exports) = manager(of: path) else { continue }
            programs[path] = try await program(Self.lastPart(of: path), manager, exports)
        }
        return programs
    }

    private static func lastPart(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The program that a shim leaves the choice to, and what it is told by variables; `nil` for what is no shim.
    private func manager(of path: String) -> (program: String, exports: [String: String])? {
        let target = Files.resolve(path)
        // Whatever link or spelling leads to it.
        let isShim = [path, target].contains { $0.split(separator: "/").dropLast().last == "shims" }
        if Self.lastPart(of: target) == "mise" {
            return isShim || Self.lastPart(of: path) != "mise" ? (target, [:]) : nil
        }
        guard isShim, let text = try? Files.readText(target), text.hasPrefix("#!"),
            let match = text.firstMatch(of: /exec\s+"?([^"\s]+)"?\s+exec\s/)?.1
        else { return nil }
        let name = String(match)
        let program = name.contains("/") ? name : SearchPath(environment: environment).program(name)
        return program.map { ($0, exports(in: text)) }
    }

    /// Where a shim says that its manager keeps its versions.
    private func exports(in text: String) -> [String: String] {
        Dictionary(
            text.matches(of: /export ([A-Z_]+_ROOT)="([^"$]+)"/).map { (String($0.1), String($0.2)) },
            uniquingKeysWith: { $1 })
    }

    private func program(_ name: String, _ manager: String, _ exports: [String: String]) async throws -> String {
        let answers = try PrivateFolder(environment: environment)
        let (answer, complaint) = ("\(answers.path)/answer", "\(answers.path)/complaint")
        let end = try await ChildProcess(
            manager, arguments: ["which", name], environment: environment.merging(exports) { $1 },
            workingDirectory: folder, standardOutput: answer, standardError: complaint, timeout: .seconds(30),
            diesWithParent: true
        ).run()
        let path = try Files.readText(answer).split(separator: "\n").first.map(String.init) ?? ""
        guard end.reason == .exited(0), SearchPath.isProgram(path) else {
            let said = try Files.readText(complaint).split(separator: "\n").first.map { ": \($0)" } ?? ""
            throw CommandFailure(
                "'\(manager) which \(name)' does not tell which '\(name)' is used in '\(folder)'\(said); install or choose one, "
                    + "or put its folder first on the PATH", .failed)
        }
        return path
    }
}
