import CSpawn
import Dispatch
import Glibc

extension ProcessIdentity {
    /// Sends a signal to the process, and never to another one that got its number since.
    ///
    /// - Parameter interrupt: The signal.
    /// - Returns: False where the process belongs to someone else or is in another container; one that has ended needs no signal.
    public func send(_ interrupt: Interrupt) -> Bool {
        if isElsewhere { return false }
        let number = cspawn_open_pidfd(pid)
        guard number >= 0 else { return true }
        let descriptor = Descriptor(number)
        // The number may have become another's before the descriptor was opened, but not since.
        guard isAlive else { return true }
        return cspawn_signal(descriptor.number, interrupt.signal) == 0 || errno != EPERM
    }

    /// Waits until the process has ended, whoever its parent is.
    ///
    /// - Parameter duration: How long to wait at most.
    /// - Returns: Whether it has ended; of one in another container that can't be seen.
    public func hasEnded(within duration: Duration) async -> Bool {
        if isElsewhere {
            try? await Task.sleep(for: duration)
            return !isAlive
        }
        let number = cspawn_open_pidfd(pid)
        guard number >= 0 else { return !isAlive }
        let descriptor = Descriptor(number)
        // The number may have become another's before the descriptor was opened, but not since.
        guard isAlive else { return true }
        let deadline = Moment.now.advanced(by: duration)
        return await withCheckedContinuation { continuation in
            // A thread that may block, as those of tasks may not.
            DispatchQueue.global().async {
                continuation.resume(returning: descriptor.isReadable(until: deadline))
            }
        }
    }
}
