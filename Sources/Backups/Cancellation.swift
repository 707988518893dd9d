internal import Synchronization

/// Whether work on a thread of its own, which knows of no task, is to end.
final class Cancellation: Sendable {
    private let requested = Mutex(false)

    var isRequested: Bool { requested.withLock { $0 } }

    func request() { requested.withLock { $0 = true } }
}
