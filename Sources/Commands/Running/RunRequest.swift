internal import Arguments
internal import ContentHash
internal import ContentStore
internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Registry
internal import Suggestions

/// A run or a plan as it was asked for, with everything found that it needs.
struct RunRequest: Sendable {
    let project: Project
    let registry: Registry
    let store: ContentStore
    let declaration: Declaration
    let parameters: [String: JSON]
    /// What no record has.
    let secrets: [String: Secret]
    let selection: Selection
    let preparer: Preparer

    var graph: Graph { declaration.graph }

    /// Finds what a command line asks for.
    /// - Parameters:
    ///   - values: The command line.
    ///   - point: What a run of a sweep gives to parameters besides.
    ///   - parametersOnly: Whether the command takes the pipeline and its parameters, and selects and forces no steps.
    ///   - session: The surroundings.
    /// - Throws: Every mistake in it at once.
    init(
        _ values: ParsedValues, giving point: [Assignment] = [], parametersOnly: Bool = false, _ session: Session
    ) async throws {
        let pipeline = try session.pipeline(values[RunOptions.pipeline])
        declaration = try pipeline.declaration()
        let graph = declaration.graph
        selection = parametersOnly ? .everything : try RunOptions.selection(values, of: graph)
        let forced = parametersOnly ? [] : try RunOptions.forced(values, of: graph)
        project = try session.project()
        let resolver = ParameterResolver(graph, project, session)
        let assignments = values[RunOptions.set] + point
        try RunRequest.requireScripts(of: graph, in: project.folder(ofPipeline: graph.name))
        // Mistakes in the parameters are found before anything is written.
        var base: [String: JSON] = [:]
        let plain = try resolver.values(assignments)
        registry = try session.registry(of: project)
        store = try session.store(of: project)
        if !parametersOnly, values.isGiven(RunOptions.failed) {
            base = try await RunRequest.parametersOfFailedRun(values[RunOptions.failed], of: graph, in: registry)
        }
        let chosen = base.isEmpty ? plain : try resolver.values(assignments, base: base)
        let models = ModelResolver(registry: registry, store: store, assigned: Set(assignments.map(\.key)))
        let found = try SecretResolver(session, project).resolved(chosen)
        secrets = found.secrets
        parameters = try await models.resolved(try resolver.digested(found.values, in: store))
        preparer = Preparer(
            declaration: declaration, store: store, cache: registry,
            context: try await RunRequest.context(of: graph, in: project, forced: forced, session))
    }

    /// A script that is missing is missed now, and not after the hours that the steps before it take.
    private static func requireScripts(of graph: Graph, in folder: String) throws {
        for step in graph.steps {
            for script in step.reads.scripts where (try? FileStatus(of: "\(folder)/\(script)"))?.kind != .file {
                let others = (try? Folders.files(below: folder)) ?? []
                throw CommandFailure(
                    "the script '\(script)' of the step '\(step.name)' is not in the pipeline's folder '\(folder)'"
                        + suggestion(for: script, among: others))
            }
        }
    }

    /// What all steps of a run have in common when their keys are made.
    static func context(
        of graph: Graph, in project: Project, forced: Set<String>, _ session: Session
    ) async throws -> PreparationContext {
        let (executable, environment) = (session.executable, session.environment)
        let search = ProgramSearch(executable: executable, environment: environment)
        return PreparationContext(
            pipelineFolder: project.folder(ofPipeline: graph.name), executable: executable, image: session.image,
            environment: environment,
            shims: try await Shims(folder: project.root, environment: environment).programs(of: graph, search),
            platform: Machine.platform, forced: forced, time: session.now)
    }

    /// Every step as pending.
    func state(jobs: Int, failFast: Bool = false) -> RunState {
        RunState(
            graph: graph, parameters: parameters,
            pool: Machine.pool(jobs: jobs, environment: preparer.context.environment), selection: selection,
            failFast: failFast)
    }

    /// The parameters of the run that is to be tried again.
    private static func parametersOfFailedRun(
        _ option: OptionalValue<String>, of graph: Graph, in registry: Registry
    ) async throws -> [String: JSON] {
        let run: RunID
        switch option {
        case .given(let name): run = try await RunArguments.run(name, of: graph.name, in: registry).id
        case .absent, .bare:
            let failed = try await registry.runs(of: graph.name, status: .failed, limit: 1).first
            guard let failed else { throw CommandFailure("no run of '\(graph.name)' has failed") }
            run = failed.id
        }
        let found = try await registry.parameters(of: run)
        let names = Set(graph.parameters.map(\.name))
        return found.filter { names.contains($0.key) }
    }
}
