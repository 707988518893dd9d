internal import Execution
internal import FileSystem
internal import Notifications
internal import PipelineKit
internal import Registry

/// Tells people of runs that could not tell themselves: their processes were killed, or the machine went down.
///
/// Such a run counts as a failure. The next run, of whatever pipeline, tells of it **at least once**: it records that people
/// have been told after the messages are out, so a process that dies in between leaves the loss to the next one, which sends
/// the messages again. While one process tells, which a kernel lock knows, others leave it to that one. A message that a
/// channel did not take is not sent again: it is in the history, as those of other failures are.
struct LossNotifier: Sendable {
    let session: Session
    let project: Project
    let registry: Registry

    /// Tells of the runs that are marked as lost and that nobody has told of.
    /// - Returns: What went wrong, in words.
    func tell() async -> [String] {
        do {
            guard try await !registry.untoldLosses().isEmpty else { return [] }
            guard let lock = try FileLock.ifFree("\(RecipientList.folder(of: project))/losses.lock") else { return [] }
            defer { extendLifetime(lock) }
            // Who had the lock until now may have told of some.
            return try await tell(of: registry.untoldLosses())
        } catch { return ["telling people of lost runs: \(error)"] }
    }

    private func tell(of runs: [RunSummary]) async throws -> [String] {
        let list = RecipientList(project, session)
        var notices: [(notice: Notice, recipient: Recipient)] = []
        var subjects: [RunID] = []
        for run in runs {
            let recipients = list.recipients.filter { $0.events.contains(.failure) && $0.concerns(run.pipeline) }
            guard !recipients.isEmpty else { continue }
            let notice = try await notice(of: run, list)
            for recipient in recipients {
                notices.append((notice, recipient))
                subjects.append(run.id)
            }
        }
        let deliveries = await session.courier(of: project, to: list).deliver(notices)
        // Messages that were cut off are the next run's, and were not refused.
        try Task.checkCancellation()
        try await registry.recordLosses(
            runs.map(\.id), told: zip(deliveries, subjects).map { $0.record(of: $1, at: session.now) })
        return zip(deliveries, subjects).compactMap { delivery, run in
            delivery.error.map { "'\(delivery.recipient)' could not be told of the lost run \(run): \($0)" }
        }
    }

    private func notice(of run: RunSummary, _ list: RecipientList) async throws -> Notice {
        let step = try await registry.steps(of: run.id).first { $0.status == .lost }
        let notices = RunNotices(project: project, registry: registry, link: list.settings.link)
        return try await notices.notice(
            NotificationEvent.failure.name,
            of: RunNotices.Subject(
                run: run.id, pipeline: run.pipeline, status: .lost, step: step?.instance,
                error: "its process was gone before it ended: it was killed, or the machine went down",
                time: run.ended ?? session.now))
    }
}
