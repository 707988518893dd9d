internal import Execution

/// Records that can wait for the next transaction, because nobody's work is lost with them.
///
/// Every commit waits for the disk, so that a thousand cached steps are better written at once.
struct PendingRecords {
    /// Records in the order in which they came.
    struct Batch {
        var steps: [(run: RunID, step: StepRecord)] = []
        var metrics: [(run: RunID, instance: StepInstance, attempt: Int, metric: MetricRecord)] = []
        /// The time of the first of them.
        var since: Double?
    }

    /// The longest time that records wait, in seconds, as long as others come.
    private static let patience = 1.0

    private var waiting = Batch()
    /// What is being written, and waits again where that fails.
    private var underway: [Int: Batch] = [:]
    private var tickets = 0

    /// Keeps states of steps for later; true where it is time to write.
    mutating func add(_ steps: [StepRecord], in run: RunID) -> Bool {
        for step in steps { waiting.steps.append((run, step)) }
        return isTime(steps.map(\.time))
    }

    /// Keeps measured values for later; true where it is time to write.
    mutating func add(
        _ metrics: [MetricRecord], of instance: StepInstance, attempt: Int, in run: RunID
    ) -> Bool {
        for metric in metrics { waiting.metrics.append((run, instance, attempt, metric)) }
        return isTime(metrics.map(\.time))
    }

    /// Makes a name for a transaction that is going to be.
    mutating func ticket() -> Int {
        tickets += 1
        return tickets
    }

    /// Hands out all that waits to a transaction.
    mutating func take(for ticket: Int) -> Batch {
        underway[ticket] = waiting
        defer { waiting = Batch() }
        return waiting
    }

    /// Notes that a transaction is durable.
    mutating func forget(_ ticket: Int) { underway[ticket] = nil }

    /// Notes that a transaction failed, so that what it took waits again.
    mutating func putBack(_ ticket: Int) {
        guard let batch = underway.removeValue(forKey: ticket) else { return }
        waiting.steps = batch.steps + waiting.steps
        waiting.metrics = batch.metrics + waiting.metrics
        waiting.since = batch.since ?? waiting.since
    }

    private mutating func isTime(_ times: [Double]) -> Bool {
        guard let first = times.first, let last = times.last else { return false }
        let since = waiting.since ?? first
        waiting.since = since
        // A clock that was set back is no reason to wait longer.
        return abs(last - since) >= Self.patience
    }
}
