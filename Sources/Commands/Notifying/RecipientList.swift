internal import Notifications
internal import PipelineKit

/// Everybody who is to be told of something: by the machine's configuration and by the pipelines' declarations.
struct RecipientList {
    let settings: NotificationSettings
    /// All of them, those of the configuration first.
    let recipients: [Recipient]

    init(_ project: Project, _ session: Session) {
        let names = session.pipelines.map { type(of: $0).name }
        settings = NotificationSettings(path: Self.file(of: project), pipelines: names)
        // A declaration with mistakes is another command's business.
        let graphs = session.pipelines.compactMap { try? $0.graph() }
        recipients = settings.recipients + graphs.flatMap(Self.recipients)
    }

    /// Those that a run of a pipeline may concern.
    init(_ project: Project, _ session: Session, of graph: Graph) {
        let names = session.pipelines.map { type(of: $0).name }
        settings = NotificationSettings(path: Self.file(of: project), pipelines: names)
        recipients = settings.recipients.filter { $0.concerns(graph.name) } + Self.recipients(of: graph)
    }

    var names: [String] { recipients.map(\.name) }

    /// The folder of the configuration.
    static func folder(of project: Project) -> String { "\(project.home)/registry" }

    static func file(of project: Project) -> String { "\(folder(of: project))/config.json" }

    private static func recipients(of graph: Graph) -> [Recipient] {
        graph.notifications.map { Recipient($0, of: graph.name) }
    }
}
