internal import Processes

/// Work that an interrupt ends: the first in good order, a second one at once.
enum Interruptible {
    /// What came of the work.
    enum End<Value: Sendable>: Sendable {
        case done(Value)
        /// It was interrupted; the exit code is 128 and the number of the signal, as shells have it.
        case interrupted(code: Int32)

        /// The exit code that goes with it.
        var code: Int32 { if case .interrupted(let code) = self { code } else { 0 } }
    }

    /// Does some work.
    /// - Parameter work: The work, whose task is cancelled by an interrupt.
    /// - Returns: What it made, unless it was interrupted.
    /// - Throws: What the work throws, unless it was interrupted.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> End<Value> {
        let signals = try InterruptSignals()
        let interruption = Interruption(signals)
        let result: Result<Value, any Error> = await withTaskGroup(of: Void.self) { listening in
            listening.addTask { await interruption.listen() }
            defer { signals.end() }
            return await withTaskGroup(of: Result<Value, any Error>?.self) { working in
                working.addTask { await Self.result(of: work) }
                working.addTask {
                    _ = await interruption.first()
                    return nil
                }
                // Of the two, the work alone has a result; it ends soon after it was cancelled.
                while let ended = await working.next() {
                    working.cancelAll()
                    if let ended { return ended }
                }
                return .failure(CancellationError())
            }
        }
        if let code = interruption.exitCode { return .interrupted(code: code) }
        return .done(try result.get())
    }

    private static func result<Value: Sendable>(
        of work: @Sendable () async throws -> Value
    ) async -> Result<Value, any Error> {
        do { return .success(try await work()) } catch { return .failure(error) }
    }
}
