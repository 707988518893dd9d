internal import Arguments
internal import Execution
internal import PipelineKit
internal import Registry
internal import Scheduling

/// What a shell offers for a word that is being typed.
struct Candidates: Sendable {
    let session: Session

    /// Returns the words; none where something is wrong, since a prompt is no place for messages.
    func candidates(for request: CompletionRequest) async -> [String] {
        switch request.source {
        case "pipelines": return session.pipelines.map { type(of: $0).name }
        case "steps": return graph(of: request)?.steps.map(\.name) ?? []
        case "parameters": return graph(of: request)?.parameters.map { "\($0.name)=" } ?? []
        case "runs":
            guard let registry = try? session.registry(of: session.project()) else { return [] }
            return ["last"] + ((try? await registry.runs(limit: 20).map(\.id.text)) ?? [])
        case "groups":
            guard let registry = try? session.registry(of: session.project()) else { return [] }
            return (try? await registry.modelGroups().map(\.name)) ?? []
        case "notifications":
            guard let project = try? session.project() else { return [] }
            return RecipientList(project, session).names
        case "aliases":
            guard let group = request.arguments.first, let registry = try? session.registry(of: session.project())
            else { return [] }
            return (try? await registry.modelGroups().first { $0.name == group }?.aliases.keys.sorted()) ?? []
        case "schedules":
            guard let registry = try? session.registry(of: session.project()) else { return [] }
            return (try? await registry.schedules().map(\.name)) ?? []
        case "zones": return Zone.names()
        default: return []
        }
    }

    private func graph(of request: CompletionRequest) -> Graph? {
        request.arguments.first.flatMap { try? session.pipeline($0) }.flatMap { try? $0.graph() }
    }
}
