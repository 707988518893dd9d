internal import ContentHash
internal import ContentStore
internal import Execution
internal import FileSystem
internal import Registry

/// Removes results by age and size, and objects that nothing refers to.
struct GarbageCollection {
    /// What was removed, or would be.
    struct Report {
        var results = 0
        var objects = 0
        /// The folders of attempts that were killed.
        var stagings = 0
        /// The size of the objects and of these folders.
        var bytes: Int64 = 0
    }

    let registry: Registry
    let store: ContentStore
    let now: Double

    /// How old an object must be to be removed though nothing refers to it: a run may be about to refer to it.
    ///
    /// While a run is at work, results that were used lately stay as well, since it may not have recorded its last uses.
    private static let grace = 3600.0

    func collect(olderThan age: Double?, keepSize: Int64?, dryRun: Bool) async throws -> Report {
        var report = Report()
        // Listed before the runs are, so that no run that begins meanwhile loses its folder.
        let stagings = try store.stagings()
        try await registry.markLostRuns(at: now)
        let running = try await registry.runs(status: .running, limit: .max)
        let doomed = try await doomedResults(
            olderThan: age, keepSize: keepSize, unusedSince: running.isEmpty ? .infinity : now - Self.grace)
        let keys = Set(doomed.map(\.key))
        report.results = doomed.count
        // Records go first: an object without a record is garbage, a record without its object is damage.
        if !dryRun { report.results = try await registry.deleteResults(withKeys: keys) }
        let needed = try await registry.neededDigests(withoutResultsOf: dryRun ? keys : [])
        let released = running.isEmpty ? Set(doomed.flatMap(\.artifacts).map(\.digest)) : []
        for (digest, form) in try store.objects() where !needed.contains(digest) {
            guard released.contains(digest) || isOld(digest) else { continue }
            report.objects += 1
            report.bytes += try store.size(of: digest, form: form)
            if !dryRun { try store.remove(digest) }
        }
        for name in stagings where !running.contains(where: { name.hasPrefix("\($0.id)-") }) {
            report.stagings += 1
            report.bytes += store.size(ofStaging: name)
            if !dryRun { try store.removeStaging(name) }
        }
        return report
    }

    /// The results that are too old, and of the others those unused for longest, until the rest is small enough.
    ///
    /// All results with one key come and go together.
    private func doomedResults(
        olderThan age: Double?, keepSize: Int64?, unusedSince limit: Double
    ) async throws -> [ResultSummary] {
        var doomed: [ResultSummary] = []
        if let age { doomed = try await registry.leastRecentlyUsedResults(unusedSince: min(now - age, limit)) }
        guard let keepSize else { return doomed }
        let old = Set(doomed.map(\.key))
        let kept = try await registry.leastRecentlyUsedResults().filter { !old.contains($0.key) }
        var uses: [Digest: Int] = [:]
        var size: Int64 = 0
        for artifact in kept.flatMap(\.artifacts) {
            uses[artifact.digest, default: 0] += 1
            // Results may share an object, which takes its space once.
            if uses[artifact.digest] == 1 { size += artifact.size }
        }
        var key: Digest?
        let removable = Set(try await registry.leastRecentlyUsedResults(unusedSince: limit).map(\.key))
        for result in kept where removable.contains(result.key) && (size > keepSize || result.key == key) {
            key = result.key
            doomed.append(result)
            for artifact in result.artifacts {
                uses[artifact.digest, default: 0] -= 1
                if uses[artifact.digest] == 0 { size -= artifact.size }
            }
        }
        return doomed
    }

    private func isOld(_ digest: Digest) -> Bool {
        guard let status = try? FileStatus(of: store.path(of: digest)) else { return false }
        return Double(status.changed) * 1e-9 < now - Self.grace
    }
}
