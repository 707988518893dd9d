internal import ContentHash
internal import ContentStore
internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Registry

/// What a run was made with, besides its parameters and its inputs: each fact by name, such as `git.commit`.
struct RunFacts: Sendable {
    let project: Project
    let store: ContentStore
    let graph: Graph
    let executable: String
    let environment: [String: String]
    private let search: ProgramSearch

    init(_ request: RunRequest, _ session: Session) {
        project = request.project
        store = request.store
        graph = request.graph
        executable = session.executable
        environment = session.environment
        search = request.preparer.context.search
    }

    /// What a few small files and calls tell; a run records it with its beginning.
    var immediate: [String: String] {
        var facts = MachineFacts.all
        facts.merge(EnvironmentFacts(graph: graph, environment: environment).all) { first, _ in first }
        facts.merge(libraries) { first, _ in first }
        if let head = GitRepository(around: project.root)?.head {
            facts["git.commit"] = head.commit
            facts["git.branch"] = head.branch
        }
        return facts
    }

    /// What takes a process, or the reading of a large file; a run finds it out while it goes on.
    func thorough() async -> [String: String] {
        var facts: [String: String] = [:]
        if let repository = GitRepository(around: project.root) {
            facts = await GitChanges(of: repository, environment: environment, scratch: "\(store.root)/staging").facts
        }
        // Remembered as long as nobody builds it again.
        let store = store
        let executable = executable
        facts["program.digest"] = await Blocking.run { try? store.digest(of: executable, form: .file).digest.hex }
        return facts
    }

    private var libraries: [String: String] {
        var facts = [
            "library.sqlite": Registry.libraryVersion, "library.libcrypto": SHA256.libraryVersion,
            "program.version": VersionCommand.version, "swift.compiler": SwiftCompiler.version,
        ]
        for program in Set(graph.steps.flatMap(\.reads.programs).map(\.name)) {
            guard let path = search.find(program) else { continue }
            facts["program.\(program).path"] = path
            // What the program was built against, where its build tells.
            guard let version = try? Files.readText("\(path).version") else { continue }
            facts["program.\(program).version"] = version.split(separator: "\n").joined(separator: ", ")
        }
        return facts
    }
}
