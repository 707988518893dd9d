internal import ContentHash
internal import ContentStore

/// What attempts at a piece of work leave for the next one.
///
/// They are of use to it only where all that wrote them read what the action key names, from beginning to end. An attempt
/// that ends is looked after; of one that was killed only the note in the lock tells what it read.
struct Checkpoints: Sendable {
    let store: ContentStore
    let key: Digest
    let lock: WorkLock
    /// What the attempt that holds the lock reads.
    let files: ReadFiles
    /// Says what of it is not, or was not all the time, what the key was made of, in words that something can follow from.
    let changes: @Sendable () async -> [String]

    /// Drops what a killed attempt left, unless it read the same as this one, and notes what this one reads.
    /// - Parameter anew: Whether to drop it in any case.
    /// - Returns: What whoever started the run should know.
    /// - Throws: `ContentError` where it can be neither moved nor removed.
    func begin(anew: Bool) async throws(ContentError) -> [String] {
        var warnings: [String] = []
        if store.hasCheckpoints(of: key) {
            let isOfUse = anew ? false : await isOfUse()
            if !isOfUse {
                warnings = try await remove()
                if !anew { warnings.append("it begins anew, as \(whyOfNoUse)") }
            }
        }
        // After a power failure there may be what stood there before, which must not be trusted.
        lock.write(files.digest.hex, durable: lock.left == WorkLock.untouched)
        return warnings
    }

    private var whyOfNoUse: String {
        lock.left == WorkLock.dropped
            ? "checkpoints that were dropped are there again"
            : "what it reads was written to after an attempt began that was killed"
    }

    private func isOfUse() async -> Bool {
        if lock.left == WorkLock.untouched { return true }
        // Where nobody wrote to the files since, and they are what the key names, they were so all the time.
        return lock.left == files.digest.hex ? await changes().isEmpty : false
    }

    /// Leaves the next attempt what this one has got to, unless it read something else than the key names.
    /// - Parameter unfinished: What may still change it.
    /// - Returns: What whoever started the run should know.
    func end(_ unfinished: [String]) async -> [String] {
        // What still runs may make them anew.
        guard store.hasCheckpoints(of: key) || !unfinished.isEmpty else { return [] }
        let changes = unfinished + (await changes())
        if changes.isEmpty { lock.write(WorkLock.untouched) } else { await drop() }
        return changes.map { "\($0), so the next attempt begins anew" }
    }

    /// Removes what was left; the next attempt does not go on with what can't be removed, or comes again.
    func drop() async { _ = try? await remove() }

    /// - Returns: Why some of it stays, though out of the way, such as files that a container made for another user.
    private func remove() async throws(ContentError) -> [String] {
        // Noted first: nobody goes on with a half of it.
        let isThere = store.hasCheckpoints(of: key)
        lock.write(WorkLock.dropped, durable: isThere)
        guard isThere else { return [] }
        return try await Blocking.run { () throws(ContentError) in
            guard let name = try store.putAsideCheckpoints(of: key) else { return [] }
            do throws(ContentError) { try store.removeStaging(name) } catch {
                return ["what an earlier attempt left stays: \(error)"]
            }
            return []
        }
    }
}
