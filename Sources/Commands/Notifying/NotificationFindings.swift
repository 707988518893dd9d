internal import Notifications
internal import Registry
internal import Terminal

/// What keeps people from being told, for `doctor`.
struct NotificationFindings {
    let session: Session
    let project: Project

    /// A channel that works, or a problem with one.
    struct Finding {
        let subject: String
        /// What is wrong; `nil` where nothing is known to be.
        let problem: String?
    }

    /// Looks at the configuration, at what channels need, and at what became of the last message to each.
    func findings() async -> [Finding] {
        let list = RecipientList(project, session)
        let mistakes = list.settings.mistakes.map { Finding(subject: "notifications", problem: $0.description) }
        guard !list.recipients.isEmpty else { return mistakes }
        let courier = session.courier(of: project, to: list)
        let last = (try? await session.registry(of: project).lastNotifications()) ?? [:]
        return mistakes
            + list.recipients.map { recipient in
                Finding(
                    subject: "notification \(recipient.name)",
                    problem: courier.obstacle(to: recipient) ?? last[recipient.name].flatMap { failure($0) })
            }
    }

    private func failure(_ record: NotificationRecord) -> String? {
        guard let error = record.error else { return nil }
        let date = Format.date(record.time, in: .local(at: record.time))
        return "the last message, on \(date), did not arrive: \(error); try again with: "
            + "pipeline notifications test '\(record.channel)'"
    }
}
