import Synchronization

/// One call of ``ChildProcess/run(started:event:)``, shared by the task that waits and the supervising thread.
final class Launch: Sendable {
    typealias Outcome = Result<ProcessEnd, ProcessError>

    let child: ChildProcess
    let started: @Sendable (ProcessIdentity) -> Void
    let event: @Sendable (EventLine) -> Void
    /// Set before the thread is told, so that a cancellation that overtakes the start isn't lost.
    let isCancelled = Atomic<Bool>(false)

    init(
        _ child: ChildProcess, started: @escaping @Sendable (ProcessIdentity) -> Void,
        event: @escaping @Sendable (EventLine) -> Void
    ) {
        self.child = child
        self.started = started
        self.event = event
    }
}
