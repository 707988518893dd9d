import TrainingJob

/// Tells how far the work is, at most twice a second.
struct ProgressTeller {
    private let total: Int
    private var done = 0
    private var told = ContinuousClock.now

    init(total: Int) {
        self.total = total
    }

    /// Counts what is done from elsewhere, such as an earlier attempt.
    mutating func start(at count: Int) { done = count }

    mutating func add(_ count: Int) {
        done += count
        let now = ContinuousClock.now
        guard done == total || now - told >= .milliseconds(500) else { return }
        told = now
        Console.tell(.progress(done: done, of: total))
    }
}
