internal import ContentHash
internal import ContentStore
internal import Execution
internal import Processes
internal import Registry
internal import Terminal

/// Puts right what `doctor --repair` can, and tells what that was.
struct Repair {
    let session: Session
    let project: Project
    let isDeep: Bool

    /// Repairs in an order in which each repair can rely on those before.
    /// - Returns: What was done.
    /// - Throws: What keeps a repair from being made; those before it are made.
    func perform() async throws -> [DoctorFinding] {
        var done = try rebuildRegistry()
        let registry = try session.registry(of: project)
        let store = try session.store(of: project)
        for run in try await registry.markLostRuns(at: session.now) {
            done.append(DoctorFinding("run \(run)", .mended, "marked as lost: its process is gone"))
        }
        // Their folders are what they are known by, and go below.
        for process in await Remains(registry: registry, store: store).end() {
            done.append(DoctorFinding("processes", .problem, process))
        }
        done += try await putAsideObjects(registry, store)
        let left = try await Leftovers(registry, store, project)
        let stays = left.remove()
        if left.all.count > stays.count {
            let count = Format.count(left.all.count - stays.count, "folder or file", plural: "folders and files")
            done.append(DoctorFinding("leftovers", .mended, "removed \(count) that killed commands left"))
        }
        done += stays.map { DoctorFinding("leftovers", .problem, "\($0)") }
        return done
    }

    private func rebuildRegistry() throws -> [DoctorFinding] {
        guard try isRegistryDamaged() else { return [] }
        // A run that has the old file open would go on writing to it.
        let alone = try session.store(of: project).useAlone()
        defer { withExtendedLifetime(alone) {} }
        // Another repair may have been faster.
        guard try isRegistryDamaged() else { return [] }
        let rebuild = try RegistryRebuild(path: project.registryFile) {
            Presence.isAtWork($0, in: project.artifacts)
        } check: {
            guard alone == nil else { return }
            throw CommandFailure(
                "the registry can't be rebuilt while another command uses what it tells of; wait for its end", .failed)
        }
        let rows = rebuild.tables.reduce(0) { $0 + $1.rows }
        var text = "rebuilt with \(Format.count(rows, "row")); the damaged file is '\(rebuild.damagedFile)'"
        if !rebuild.isComplete {
            let incomplete = rebuild.tables.filter(\.isIncomplete).map { "`\($0.name)`" }
            let refused = rebuild.tables.reduce(0) { $0 + $1.refused }
            var losses: [String] = []
            if !incomplete.isEmpty { losses.append("some rows of \(incomplete.joined(separator: ", "))") }
            if refused > 0 { losses.append("\(Format.count(refused, "row")) that refer to lost ones") }
            text += "; lost are \(losses.joined(separator: " and ")): what they told of runs again, or comes back with "
            text += "`pipeline restore`"
        }
        return [DoctorFinding("registry", .mended, text)]
    }

    private func isRegistryDamaged() throws -> Bool {
        try !Registry.damage(at: project.registryFile, isThorough: isDeep).isEmpty
    }

    private func putAsideObjects(_ registry: Registry, _ store: ContentStore) async throws -> [DoctorFinding] {
        let examination = try await ObjectExamination(registry, store, isDeep: isDeep)
        let damaged = try examination.damaged.filter {
            try store.quarantine($0.digest, form: ContentForm($0.form)) != .intact
        }
        let missing = examination.missing.filter(\.isCached)
        try await registry.invalidateResults(with: (damaged + missing).map(\.digest))
        var done = damaged.map { object in
            DoctorFinding(
                "objects", .mended,
                "the damaged object \(object.digest.short) is in artifacts/quarantine, and its step will run again")
        }
        if !missing.isEmpty {
            done.append(
                DoctorFinding(
                    "objects", .mended,
                    "\(Format.count(missing.count, "object")) missing; the steps that made them will run again"))
        }
        return done
    }
}
