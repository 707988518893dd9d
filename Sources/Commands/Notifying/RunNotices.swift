internal import Execution
internal import Notifications
internal import PipelineKit
internal import Registry
internal import Terminal

/// Writes what there is to tell of a run, with what the registry and the logs know of it.
struct RunNotices {
    let project: Project
    let registry: Registry
    /// Where to look at a run; without it, in its folder.
    let link: NotificationTemplate?

    /// What a notice is about: a run, how it ended, and where it failed.
    struct Subject {
        let run: RunID
        let pipeline: String
        let status: RunStatus
        /// The step that failed or was lost; `nil` where none was.
        let step: StepInstance?
        /// Why, in words.
        let error: String
        /// When it ended, in seconds since 1970.
        let time: Double
    }

    /// Returns the notice of an event.
    func notice(
        _ event: String, of subject: Subject, _ happening: RunEvents.Happening = RunEvents.Happening()
    ) async throws -> Notice {
        var tail = ""
        if let step = subject.step {
            let log = try await registry.steps(of: subject.run).first { $0.instance == step }?.attempts.last?.log
            tail = log.map { LogTail.lines(20, of: $0) } ?? ""
        }
        let place = link?.text { $0 == .run ? subject.run.text : subject.pipeline }
        return Notice(
            event: event, pipeline: subject.pipeline, run: subject.run.text, status: subject.status.rawValue,
            step: subject.step.map { "\($0)" } ?? "", error: subject.error, tail: tail,
            link: place ?? "\(project.artifacts)/runs/\(subject.run)",
            model: happening.models.map(\.description).joined(separator: ", "), metric: happening.metric,
            host: Machine.host, time: Format.timestamp(subject.time))
    }
}
