internal import Glibc
internal import Processes
internal import Synchronization
internal import Terminal

/// What an interrupt does to a run: the first ends it in good order, the second, unless a terminal closes, at once.
final class Interruption: Sendable {
    private let signals: InterruptSignals
    private let view: RunView
    private let received = Mutex<Interrupt?>(nil)
    private let requests: AsyncStream<Void>
    private let request: AsyncStream<Void>.Continuation

    init(signals: InterruptSignals, view: RunView) {
        self.signals = signals
        self.view = view
        (requests, request) = AsyncStream.makeStream()
    }

    /// 128 and the number of the signal, as shells have it: 130 after Ctrl-C.
    var exitCode: Int32 { 128 + (received.withLock { $0 }?.signal ?? SIGINT) }

    /// Takes in interrupts until the task is cancelled.
    func listen() async {
        for await interrupt in signals.values {
            let isFirst = received.withLock { received in
                defer { received = received ?? interrupt }
                return received == nil
            }
            if isFirst {
                view.tell("cancelling: waiting for running steps to end; press Ctrl-C again to end at once")
                request.yield()
            } else if interrupt != .hangUp {
                // A terminal that is closed may send its signal several times: by the shell, by the system, and by both.
                ChildProcess.endGracePeriods()
            }
        }
    }

    /// Waits for the first interrupt.
    /// - Returns: Whether there was one; false where the run ended before.
    func first() async -> Bool {
        for await _ in requests { return true }
        return false
    }
}
