internal import ContentHash
internal import ContentStore
internal import Execution
internal import FileSystem
internal import Registry
internal import SyncPoints

/// Removes what the rules name, and what nothing refers to.
struct GarbageCollection: Sendable {
    let registry: Registry
    let store: ContentStore
    let runFolders: RunFolders
    let now: Double
    let isDryRun: Bool

    /// How old an object must be to be removed though nothing refers to it: a run may be about to refer to it.
    ///
    /// While a run is at work, results that were used lately stay as well, since it may not have recorded its last uses. Of
    /// results that go nevertheless the objects stay until it has ended: it may have found them in the cache just before.
    private static let grace = 3600.0

    /// How old the checkpoints of unfinished work become where no rule says otherwise: a week.
    private static let checkpointAge = 7 * 86_400.0

    func collect(_ rules: CollectionRules) async throws -> CollectionReport {
        var report = CollectionReport(isDryRun: isDryRun)
        // Held to the end, so that no run begins meanwhile; where one is at work, less is garbage.
        let use = try store.useAlone()
        defer { withExtendedLifetime(use) {} }
        // Listed before the runs are, so that no run that begins meanwhile loses its folder.
        let stagings = try store.stagings()
        try await registry.markLostRuns(at: now)
        let running = try await registry.runs(status: .running, limit: .max)
        if !isDryRun { report.warnings = await Remains(registry: registry, store: store).end() }
        let isQuiet = use != nil && running.isEmpty
        let plan = CollectionPlan(
            try await registry.cachedWork(at: now), rules, now: now,
            freshSince: isQuiet ? .infinity : now - Self.grace)
        report.kept = plan.kept.reduce(0) { $0 + $1.results }
        SyncPoint.collectionPlanned.reach()
        // Records go first: an object without a record is garbage, a record without its object is damage.
        let gone = isDryRun ? plan.keys : try await registry.deleteResults(withKeys: plan.keys, at: now)
        let unusedSince = min(now - Self.grace, running.map(\.started).min() ?? .infinity)
        try await collectObjects(plan, gone, isQuiet: isQuiet, unusedSince: unusedSince, into: &report)
        try collectStagings(Scratch.abandoned(stagings, beside: running, in: store), into: &report)
        try collectFiles(isQuiet: isQuiet, into: &report)
        try collectCheckpoints(olderThan: rules.olderThan ?? Self.checkpointAge, into: &report)
        try await collectRuns(rules, gone, into: &report)
        return report
    }

    private func collectObjects(
        _ plan: CollectionPlan, _ gone: Set<Digest>, isQuiet: Bool, unusedSince: Double,
        into report: inout CollectionReport
    ) async throws {
        var parts: [Digest: Int] = [:]
        for rule in CollectionPlan.Rule.allCases {
            let work = (plan.doomed[rule] ?? []).filter { gone.contains($0.key) }
            // A part for each rule that was asked for, so that JSON has it where it removes nothing.
            guard plan.doomed[rule] != nil else { continue }
            for digest in work.flatMap(\.objects.keys) { parts[digest] = report.parts.count }
            report.parts.append(
                .init(
                    rule: rule.rawValue, what: "result", count: work.reduce(0) { $0 + $1.results },
                    seconds: work.reduce(0) { $0 + $1.seconds }))
        }
        var unreferenced = CollectionReport.Part(rule: "unreferenced", what: "object")
        let needed = try await registry.neededDigests(withoutResultsOf: isDryRun ? gone : [], at: now)
        SyncPoint.collectionMarked.reach()
        for (digest, form) in try store.objects() where !needed.contains(digest) {
            let part = parts[digest]
            guard isQuiet || part == nil else {
                if !isDryRun { store.touch(digest) }
                continue
            }
            // Another collection may have removed it just now.
            guard let size = try? store.size(of: digest, form: form) else { continue }
            let limit = part == nil ? unusedSince : now
            var goes = isOlder(digest, than: limit)
            guard remove({ goes = try store.remove(digest, unusedSince: limit) }, &report), goes else { continue }
            if let part {
                report.parts[part].bytes += size
            } else {
                unreferenced.count += 1
                unreferenced.bytes += size
            }
        }
        report.parts.append(unreferenced)
    }

    private func collectStagings(_ names: [String], into report: inout CollectionReport) throws {
        var part = CollectionReport.Part(rule: "killed", what: "staging folder")
        for name in names {
            let size = store.size(ofStaging: name)
            guard remove({ try store.removeStaging(name) }, &report) else { continue }
            part.count += 1
            part.bytes += size
        }
        report.parts.append(part)
    }

    /// Removes what killed processes were about to write.
    ///
    /// Beside a run what is young stays: the numbers of processes in another container mean nothing here.
    private func collectFiles(isQuiet: Bool, into report: inout CollectionReport) throws {
        var part = CollectionReport.Part(rule: "unwritten", what: "file")
        for path in try store.abandonedFiles() + Presence.left(in: store.root) {
            let status = try? FileStatus(ofLink: path)
            let age = now - Double(status?.changed ?? 0) * 1e-9
            guard isQuiet || age > Self.grace, remove({ try Files.remove(path) }, &report) else { continue }
            part.count += 1
            part.bytes += status?.size ?? 0
        }
        report.parts.append(part)
    }

    /// Removes what attempts left for a next one that never came; whoever works holds the lock, and is left alone.
    private func collectCheckpoints(olderThan age: Double, into report: inout CollectionReport) throws {
        var part = CollectionReport.Part(rule: "unfinished", what: "checkpoint folder")
        for key in try store.checkpoints() {
            let use = store.use(ofCheckpointsOf: key)
            guard use.modified < now - age, let lock = try FileLock.ifFree(store.lock(ofWork: key)) else { continue }
            if remove({ try store.removeCheckpoints(of: key) }, &report) {
                part.count += 1
                part.bytes += use.size
            }
            _ = consume lock
        }
        report.parts.append(part)
    }

    private func collectRuns(
        _ rules: CollectionRules, _ gone: Set<Digest>, into report: inout CollectionReport
    ) async throws {
        var forgotten: Set<RunID> = []
        if let age = rules.runsOlderThan {
            var runs = try await registry.forgettableRuns(
                endedBefore: now - age, withoutResultsOf: isDryRun ? gone : [])
            // The record goes first, and says so: without it most folders might be of runs that the registry does not know.
            if !isDryRun { runs = try await registry.forget(runs) }
            forgotten = Set(runs)
        }
        try await collectFolders(forgotten, isAsked: rules.runsOlderThan != nil, into: &report)
        if let age = rules.logsOlderThan {
            var part = CollectionReport.Part(rule: "logs", what: "log")
            for run in try await registry.runsWithOldLogs(endedBefore: now - age) where !forgotten.contains(run) {
                for log in runFolders.logs(of: run) where remove({ try Files.remove(log.path) }, &report) {
                    part.count += 1
                    part.bytes += log.size
                }
            }
            report.parts.append(part)
        }
    }

    /// Removes the folders of forgotten runs, and those that an earlier collection left.
    private func collectFolders(
        _ forgotten: Set<RunID>, isAsked: Bool, into report: inout CollectionReport
    ) async throws {
        let left = Set(try await registry.forgottenRuns()).subtracting(forgotten)
        var part = CollectionReport.Part(rule: "runs", what: "run", count: forgotten.count)
        var removed: [RunID] = []
        for run in forgotten.union(left).sorted(by: { $0.text < $1.text }) {
            let size = runFolders.size(of: run)
            guard remove({ try runFolders.remove(run) }, &report) else { continue }
            removed.append(run)
            part.bytes += size
            if left.contains(run) { part.count += 1 }
        }
        if isAsked || part.count > 0 { report.parts.append(part) }
        guard !isDryRun, !removed.isEmpty else { return }
        try runFolders.synchronize()
        try await registry.recordFoldersRemoved(of: removed)
    }

    /// Removes something, where this is no dry run.
    ///
    /// What another user has to remove is told, and must not keep the rest.
    /// - Returns: Whether it is gone, or would be.
    private func remove(_ removal: () throws -> Void, _ report: inout CollectionReport) -> Bool {
        guard !isDryRun else { return true }
        do { try removal() } catch {
            report.warnings.append("\(error)")
            return false
        }
        return true
    }

    private func isOlder(_ digest: Digest, than time: Double) -> Bool {
        guard let status = try? FileStatus(ofLink: store.path(of: digest)) else { return false }
        return Double(status.changed) * 1e-9 < time
    }
}
