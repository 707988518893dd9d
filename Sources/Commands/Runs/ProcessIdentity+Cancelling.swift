internal import Execution
internal import Processes

extension ProcessIdentity {
    /// Asks the process of a run to end, as Ctrl-C there would.
    /// - Parameters:
    ///   - run: The run.
    ///   - announce: Says so, once it is known that the process can be asked.
    /// - Throws: ``CommandFailure`` where it can't be.
    func cancel(_ run: RunID, announce: () -> Void = {}) throws(CommandFailure) {
        guard !isElsewhere else {
            throw CommandFailure(
                "the run \(run) is in another container; cancel it there, or end that container", .failed)
        }
        announce()
        guard send(.terminate) else {
            throw CommandFailure("the process \(pid) of run \(run) belongs to someone else", .failed)
        }
    }
}
