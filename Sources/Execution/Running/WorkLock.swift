internal import FileSystem

/// The lock of a piece of work, with a note in it: what is read for the work, and who does it.
///
/// The note outlives whoever wrote it, so that who gets the lock next knows how the one before left the work. It is a
/// reference, so that it can be held across suspensions.
final class WorkLock: Sendable {
    /// What the note says of an attempt that has ended, and whose files were all seen to be untouched since it began.
    static let untouched = "untouched"

    /// What the note says where the next attempt must not go on with what it finds.
    static let dropped = "dropped"

    private let lock: FileLock
    private let holder: String
    /// What the note says of the attempt before; nothing where there was none.
    let left: String

    private init(_ lock: consuming FileLock, _ holder: String, left: String) {
        self.lock = lock
        self.holder = holder
        self.left = left
        write(left)
    }

    /// Takes the lock, unless another process or value holds it.
    static func ifFree(_ path: String, for run: RunStart) throws(SystemError) -> WorkLock? {
        guard let lock = try FileLock.ifFree(path) else { return nil }
        return WorkLock(lock, run.text, left: note(in: path).first ?? "")
    }

    /// The run that holds a lock, in words.
    static func holder(of path: String) -> String? { note(in: path).dropFirst().first }

    /// Notes what the attempt that holds the lock reads, or that it was untouched.
    func write(_ reads: String, durable: Bool = false) { lock.sign("\(reads)\n\(holder)", durable: durable) }

    /// The two parts of a note; the second one has the words of a command, and so may have lines of its own.
    private static func note(in path: String) -> [String] {
        let text = FileLock.signature(of: path) ?? ""
        return text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    }
}
