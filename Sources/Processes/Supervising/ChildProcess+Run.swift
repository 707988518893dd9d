import Synchronization

extension ChildProcess {
    /// Runs the child, and returns when it and all others of its process group are gone.
    ///
    /// When the task is cancelled, or the time is up, the group is sent TERM, and after the grace period KILL. When the
    /// child ends by itself, what remains of its group is killed at once. A task that is cancelled already starts nothing.
    ///
    /// Both closures are called on the one thread that supervises all children, so they must return at once; pass
    /// work on, for instance to an `AsyncStream`. Neither is called after this function has returned.
    ///
    /// - Parameters:
    ///   - started: Called once, as soon as the child exists.
    ///   - event: Called with each line that the child writes on its ``eventDescriptor``, in order.
    /// - Returns: How the child ended; that it failed or was cancelled is no error.
    /// - Throws: Why there is no child.
    public func run(
        started: @escaping @Sendable (ProcessIdentity) -> Void = { _ in },
        event: @escaping @Sendable (EventLine) -> Void = { _ in }
    ) async throws(ProcessError) -> ProcessEnd {
        let supervisor: ProcessSupervisor
        do throws(SystemCallFailure) {
            supervisor = try .shared()
        } catch {
            throw self.error(callFailing: "starting the supervising thread", error.errno)
        }
        let launch = Launch(self, started: started, event: event)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { supervisor.post(.start(launch, $0)) }
        } onCancel: {
            launch.isCancelled.store(true, ordering: .releasing)
            supervisor.post(.cancel(launch))
        }
        return try outcome.get()
    }
}
