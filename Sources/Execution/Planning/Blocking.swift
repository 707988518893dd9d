internal import Dispatch

/// Runs work that waits for the disk on a thread that may wait.
public enum Blocking {
    private static let queue = DispatchQueue(label: "pipeline.blocking", attributes: .concurrent)

    /// Returns what the work returns.
    public static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result(catching: work)) }
        }
        return try result.get()
    }
}
