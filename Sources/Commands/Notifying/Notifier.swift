internal import Execution
internal import Notifications
internal import PipelineKit
internal import Registry
internal import Terminal

/// Tells people of a run that has ended; what fails here is a warning and changes nothing about the run.
struct Notifier {
    let session: Session
    let request: RunRequest

    init(_ session: Session, _ request: RunRequest) {
        self.session = session
        self.request = request
    }

    /// Tells everybody who wants to know, and keeps what became of it.
    func tell(_ report: RunReport) async {
        let list = RecipientList(request.project, session, of: request.graph)
        for mistake in list.settings.mistakes { session.warn("\(mistake)") }
        guard !list.recipients.isEmpty else { return }
        do {
            let notices = try await notices(report, list)
            guard !notices.isEmpty else { return }
            let deliveries = await session.courier(of: request.project, to: list).deliver(notices)
            for delivery in deliveries { warn(of: delivery) }
            try await request.registry.record(deliveries.map { $0.record(of: report.run, at: session.now) })
        } catch {
            session.warn("telling people of the run: \(error)")
        }
    }

    private func notices(
        _ report: RunReport, _ list: RecipientList
    ) async throws -> [(notice: Notice, recipient: Recipient)] {
        let events = RunEvents(report: report, registry: request.registry)
        let writer = RunNotices(project: request.project, registry: request.registry, link: list.settings.link)
        let subject = subject(report)
        var notices: [(Notice, Recipient)] = []
        for recipient in list.recipients {
            for event in recipient.events {
                guard let happening = try await events.happening(event) else { continue }
                notices.append((try await writer.notice(event.name, of: subject, happening), recipient))
            }
        }
        return notices
    }

    /// What there is to tell of the run, whatever the event.
    private func subject(_ report: RunReport) -> RunNotices.Subject {
        let failed = report.steps.first { $0.ending.status == .failed }
        return RunNotices.Subject(
            run: report.run, pipeline: report.pipeline, status: report.status, step: failed?.instance,
            error: failed?.reason ?? "", time: session.now)
    }

    private func warn(of delivery: Delivery) {
        guard let error = delivery.error else { return }
        let event = delivery.event.replacing("_", with: " ")
        session.warn("'\(delivery.recipient)' could not be told of the \(event): \(error)")
    }
}

extension Session {
    /// Who takes messages away.
    func courier(of project: Project, to list: RecipientList) -> Courier {
        Courier(
            folder: RecipientList.folder(of: project), environment: environment,
            recipients: list.settings.recipients + list.recipients, now: { Session.time() })
    }
}

extension Delivery {
    /// The delivery as the registry keeps it.
    func record(of run: RunID?, at time: Double) -> NotificationRecord {
        NotificationRecord(
            run: run, event: event, channel: recipient, error: error, attempts: attempts, time: time)
    }
}
