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
    /// The time after the beginning of the first attempt, in seconds, after which no other begins; none sets no limit.
    public var within: Double?

    /// Tries again on the given kinds of failure.
    ///
    /// ```swift
    /// // After one minute, two, four and then every five, but not any more when an hour is over.
    /// RetryPolicy(on: [.exitCode], attempts: 20, interval: .seconds(60), within: .seconds(3600))
    /// ```
    ///
    /// Attempts are those of one run: who starts the pipeline again begins anew.
    ///
    /// - Parameters:
    ///   - kinds: The kinds of failure that another attempt may mend.
    ///   - attempts: The number of attempts in all, the first included; at least 1.
    ///   - interval: The pause before the second attempt.
    ///   - backoff: What each pause is multiplied with for the next; at least 1.
    ///   - cap: The longest pause.
    ///   - jitter: The part of a pause, from 0 to 1, that is drawn at random.
    ///   - within: The time after the beginning of the first attempt within which every pause ends. Where one would reach
    ///     beyond it, the failure is the step's at once. An attempt may still wait for its resources, and what runs by
    ///     then is not ended: a timeout does that.
    public init(
        on kinds: Set<FailureKind> = [.exitCode, .signal, .timeout, .outOfMemory, .infrastructure], attempts: Int,
        interval: Duration = .seconds(1), backoff: Double = 2, cap: Duration = .seconds(300), jitter: Double = 0,
        within: Duration? = nil
    ) {
        self.kinds = kinds
        self.attempts = attempts
        self.interval = interval.seconds
        self.backoff = backoff
        self.cap = cap.seconds
        self.jitter = jitter
        self.within = within?.seconds
    }

    /// One attempt only.
    public static let none = RetryPolicy(on: [], attempts: 1)

    /// Whether a failure is one that another attempt may mend.
    /// - Parameter kind: The kind of the failure.
    /// - Returns: Whether it is among the kinds, or a silent timeout where timeouts are.
    public func covers(_ kind: FailureKind) -> Bool {
        kinds.contains(kind) || kind == .silentTimeout && kinds.contains(.timeout)
    }

    /// Whether another attempt would begin too late.
    /// - Parameters:
    ///   - attempt: The number of the attempt that failed, from 1.
    ///   - seconds: The time since the first attempt began.
    /// - Returns: Whether the pause, with nothing drawn from it, ends after the time within which attempts begin.
    public func isOver(after attempt: Int, seconds: Double) -> Bool {
        guard let within else { return false }
        return seconds + pause(after: attempt, random: 0) > within
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
