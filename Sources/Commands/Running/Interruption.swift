internal import Processes
internal import Synchronization

/// What an interrupt does to work: the first ends it in good order, the second, unless a terminal closes, at once.
final class Interruption: Sendable {
    private let signals: InterruptSignals
    private let announce: @Sendable () -> Void
    private let received = Mutex<Interrupt?>(nil)
    private let requests: AsyncStream<Void>
    private let request: AsyncStream<Void>.Continuation

    /// Prepares to take in interrupts.
    /// - Parameters:
    ///   - signals: Where they come from.
    ///   - announce: Says that the first one was heard, where the end takes time.
    init(_ signals: InterruptSignals, announce: @escaping @Sendable () -> Void = {}) {
        self.signals = signals
        self.announce = announce
        (requests, request) = AsyncStream.makeStream()
    }

    /// 128 and the number of the signal, as shells have it: 130 after Ctrl-C; none where there was no interrupt.
    var exitCode: Int32? { received.withLock { $0 }.map { 128 + $0.signal } }

    /// Takes in interrupts until the task is cancelled.
    func listen() async {
        for await interrupt in signals.values {
            let isFirst = received.withLock { received in
                defer { received = received ?? interrupt }
                return received == nil
            }
            if isFirst {
                announce()
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
