import Dispatch

/// Runs a task on threads that the other tests don't use: what it waits for is taken up at once, not behind a thousand of them.
final class OwnThreads: TaskExecutor {
    private let queue = DispatchQueue(label: "tests of articles", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
