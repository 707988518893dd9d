import TrainingJob

/// How far a training has come, and the best of it.
struct TrainingCourse {
    /// What was told of each epoch so far.
    private(set) var reports: [EpochReport] = []
    /// The epoch, from 1, with the best weights so far; 0 before the first.
    private(set) var bestEpoch = 0
    /// The weights of the best epoch.
    var bestTensors: [Tensor]?

    init(reports: [EpochReport] = [], bestEpoch: Int = 0) {
        self.reports = reports
        self.bestEpoch = bestEpoch
    }

    /// Adds an epoch.
    /// - Returns: Whether it is the best so far; without validation each is better than the one before.
    mutating func add(_ report: EpochReport) -> Bool {
        reports.append(report)
        guard bestEpoch > 0, let best = Validation(reports[bestEpoch - 1].figures),
            let new = Validation(report.figures), !new.isBetter(than: best)
        else {
            bestEpoch = reports.count
            return true
        }
        return false
    }

    /// Whether there was nothing better for so many epochs.
    func isOutOfPatience(_ patience: Int) -> Bool { patience > 0 && reports.count - bestEpoch >= patience }
}
