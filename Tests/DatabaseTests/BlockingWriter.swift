import Dispatch

/// Runs a closure that blocks on a thread of its own, as a process of its own would.
struct BlockingWriter {
    private let queue = DispatchQueue(label: "writer")

    func run(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
