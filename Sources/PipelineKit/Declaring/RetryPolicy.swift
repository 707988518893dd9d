/// How often and when a step that failed is tried again.
public struct RetryPolicy: Codable, Hashable, Sendable {
    /// The kinds of failure that another attempt may mend; ``FailureKind/timeout`` stands for silent ones as well.
    public var kinds: Set<FailureKind>
    /// The number of attempts in all, the first included.
    public var attempts: Int
    /// The pause before the second attempt, in seconds.
    public var interval: Double
    /// What each pause is multiplied with for the next.
    public var backoff: Double
    /// The longest pause, in seconds.
    public var cap: Double
    /// The part of a pause, from 0 to 1, that is drawn at random.
    public var jitter: Double

    /// Tries again on the given kinds of failure.
    public init(
        on kinds: Set<FailureKind> = [.exitCode, .signal, .timeout, .outOfMemory, .infrastructure], attempts: Int,
        interval: Duration = .seconds(1), backoff: Double = 2, cap: Duration = .seconds(300), jitter: Double = 0
    ) {
        self.kinds = kinds
        self.attempts = attempts
        self.interval = interval.seconds
        self.backoff = backoff
        self.cap = cap.seconds
        self.jitter = jitter
    }

    /// One attempt only.
    public static let none = RetryPolicy(on: [], attempts: 1)

    /// Whether a failure is one that another attempt may mend.
    /// - Parameter kind: The kind of the failure.
    /// - Returns: Whether it is among the kinds, or a silent timeout where timeouts are.
    public func covers(_ kind: FailureKind) -> Bool {
        kinds.contains(kind) || kind == .silentTimeout && kinds.contains(.timeout)
    }

    /// The pause after an attempt failed, in seconds.
    /// - Parameters:
    ///   - attempt: The number of the attempt that failed, from 1.
    ///   - random: A number from 0 to 1 for the part that is drawn.
    /// - Returns: At least 0, at most the longest pause.
    public func pause(after attempt: Int, random: Double) -> Double {
        var pause = interval
        for _ in 1..<max(attempt, 1) where pause < cap { pause *= backoff }
        return min(pause, cap) * (1 - jitter * random)
    }
}
