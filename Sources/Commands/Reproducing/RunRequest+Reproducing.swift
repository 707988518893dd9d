internal import ContentHash
internal import ContentStore
internal import Execution
internal import PipelineKit
internal import Registry

extension RunRequest {
    /// Asks for what an earlier run was asked for, by the declaration of today.
    /// - Parameters:
    ///   - recorded: The run.
    ///   - isForced: Whether every step runs whatever the cache has.
    ///   - isRefreshed: Whether files count by what they contain now; else by what they contained then.
    ///   - registry: Where the run is recorded.
    ///   - session: The surroundings.
    /// - Throws: Where the pipeline does not take the values of then.
    init(
        reproducing recorded: RecordedRun, isForced: Bool, isRefreshed: Bool = false, _ registry: Registry,
        _ session: Session
    ) async throws {
        declaration = try session.pipeline(recorded.run.pipeline).declaration()
        let graph = declaration.graph
        project = try session.project()
        self.registry = registry
        store = try session.store(of: project)
        let resolver = ParameterResolver(graph, project, session)
        let names = Set(graph.parameters.map(\.name))
        let then = recorded.parameters.filter { names.contains($0.key) }
        let plain: [String: JSON]
        do {
            plain = try resolver.values([], base: then)
        } catch let error as CommandFailure {
            let text = error.description.replacing("; give another value with --set", with: "")
            throw CommandFailure("'\(graph.name)' does not take the parameters of that run any more: \(text)", .failed)
        }
        // A parameter that is new has a default that may be a file.
        var parameters = then
        let added = plain.filter { then[$0.key] == nil }
        for (name, value) in try resolver.digested(added, in: store) { parameters[name] = value }
        if isRefreshed {
            for (name, value) in plain where then[name] != nil {
                // What is gone keeps its digest of then, by which cached results are found.
                if let refreshed = try? resolver.digested([name: value], in: store)[name] {
                    parameters[name] = refreshed
                }
            }
        }
        let found = try SecretResolver(session, project).resolved(parameters)
        secrets = found.secrets
        self.parameters = found.values
        let known = graph.steps.map(\.name)
        let only = recorded.selection?.filter(known.contains) ?? []
        selection = only.isEmpty ? .everything : Selection(graph: graph, only: only)
        preparer = Preparer(
            declaration: declaration, store: store, cache: registry,
            context: try await RunRequest.context(
                of: graph, in: project, forced: isForced ? Set(known) : [], session))
    }
}
