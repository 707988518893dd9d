/// A place in the program's work at which a test can kill it, or hold it until something else has happened.
///
/// What a crash leaves behind depends on where it strikes, and two processes meet badly only at certain moments. A test
/// names such a place in the environment variable `PIPELINE_SYNC_POINT`, and the process that gets there does one of these:
///
/// ```
/// kill outputs-stored 1             ends as if by kill -9 when it gets there for the first time
/// wait collection-marked 1 GATE     writes to the named pipe GATE/arrived, and waits for a byte from GATE/open
/// list FILE                         adds a line for every place that it passes to a file, by which they are counted
/// ```
///
/// Without the variable a place costs one comparison with a value that is read once, a few nanoseconds. The processes of
/// steps never see the variable.
public enum SyncPoint: String, CaseIterable, Sendable {
    /// The run is in the registry; no step has been looked at.
    case runRecorded = "run-recorded"
    /// The lock of a piece of work is taken, so that others who need the same work wait.
    case workLocked = "work-locked"
    /// An attempt is in the registry as running; no process was started for it.
    case attemptRecorded = "attempt-recorded"
    /// The process of an attempt runs; the registry does not know it.
    case childSpawned = "child-spawned"
    /// The process of an attempt is in the registry.
    case childRecorded = "child-recorded"
    /// The process of an attempt has ended; what it made lies in its staging folder.
    case childEnded = "child-ended"
    /// What an attempt made is among the objects; no result refers to it.
    case outputsStored = "outputs-stored"
    /// The result of an attempt is in the registry; the run goes on.
    case resultRecorded = "result-recorded"
    /// Every step has ended; the registry has the run as running.
    case stepsEnded = "steps-ended"
    /// The end of the run is in the registry; nobody has been told.
    case runEnded = "run-ended"
    /// Garbage collection knows what it is going to remove, and has removed nothing.
    case collectionPlanned = "collection-planned"
    /// Garbage collection has removed results from the registry, and knows which objects are of no use; all are there.
    case collectionMarked = "collection-marked"
    /// `cache verify` knows the objects that it is going to read.
    case objectsListed = "objects-listed"
    /// An object was found damaged; it is where it was.
    case damageFound = "damage-found"
    /// An SQL statement is about to run, the beginning and the end of a transaction included.
    case statement
    /// A file or folder is about to be made, written, synchronised, renamed or removed.
    case fileChange = "file-change"

    /// Does what a test has asked for here; in normal use, nothing.
    /// - Parameter detail: What is being done, for a list of all places; worked out only where one is made.
    public func reach(_ detail: @autoclosure () -> String = "") {
        guard let plan = SyncPlan.current else { return }
        plan.pass(self, detail)
    }
}
