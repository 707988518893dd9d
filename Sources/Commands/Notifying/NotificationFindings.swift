internal import Notifications
internal import Registry
internal import Terminal

/// What keeps people from being told, for `doctor`.
struct NotificationFindings {
    let session: Session
    let project: Project

    /// Looks at the configuration, at what channels need, and at what became of the last message to each.
    func findings() async -> [DoctorFinding] {
        let list = RecipientList(project, session)
        let mistakes = list.settings.mistakes.map {
            DoctorFinding(subject: "notifications", level: .problem, text: $0.description)
        }
        guard !list.recipients.isEmpty else { return mistakes }
        let courier = session.courier(of: project, to: list)
        let last = (try? await session.registry(of: project).lastNotifications()) ?? [:]
        return mistakes
            + list.recipients.map { recipient in
                let problem = courier.obstacle(to: recipient) ?? last[recipient.name].flatMap { failure($0) }
                return DoctorFinding(
                    subject: "notification \(recipient.name)", level: problem == nil ? .ok : .problem,
                    text: problem ?? "nothing keeps messages from arriving")
            }
    }

    private func failure(_ record: NotificationRecord) -> String? {
        guard let error = record.error else { return nil }
        let date = Format.date(record.time, in: .local(at: record.time))
        return "the last message, on \(date), did not arrive: \(error); try again with: "
            + "pipeline notifications test '\(record.channel)'"
    }
}
