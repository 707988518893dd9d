internal import Execution
internal import Processes
internal import Registry
internal import Terminal

/// What is wrong with the registry, with the runs that it tells of, and with the clock beside its times, for `doctor`.
struct RegistryFindings {
    let session: Session
    let project: Project
    let isDeep: Bool

    /// The midnight that begins 2024, before which no clock of today is right.
    private static let past = 1_704_067_200.0

    /// Looks at the file first: the first finding is about the registry itself.
    func findings() async -> [DoctorFinding] {
        do {
            let damage = try Registry.damage(at: project.registryFile, isThorough: isDeep)
            guard damage.isEmpty else {
                let more = damage.count > 3 ? "; and \(damage.count - 3) more" : ""
                return [
                    DoctorFinding(
                        "registry", .problem,
                        "\(project.registryFile) is damaged: \(damage.prefix(3).joined(separator: "; "))\(more); "
                            + "rebuild it from what can be read with `pipeline doctor --repair`, which keeps the "
                            + "damaged file, or restore a backup")
                ]
            }
            let registry = try session.registry(of: project)
            return [DoctorFinding("registry", .ok, project.registryFile)] + (try await runs(in: registry))
                + [try await clock(beside: registry)]
        } catch {
            return [DoctorFinding("registry", .problem, "\(error)")]
        }
    }

    private func runs(in registry: Registry) async throws -> [DoctorFinding] {
        let running = try await registry.runs(status: .running, limit: .max)
        let gone = running.filter { !Presence.isAtWork($0.process, in: project.artifacts) }
        let unknown = try await UnknownRuns(registry, RunFolders(of: project))
        var findings: [DoctorFinding] = []
        if unknown.isAnotherRegistry {
            findings.append(
                DoctorFinding(
                    "runs", .problem,
                    "\(unknown): it was lost, or is another one; move '\(project.registryFile)' away and restore a "
                        + "backup, or, where nothing of them is needed, remove '\(RunFolders(of: project).path)'"))
        }
        findings += gone.map { run in
            DoctorFinding(
                "run \(run.id)", .note,
                "its process is gone; the next run marks it as lost, or at once: pipeline doctor --repair")
        }
        for stray in try await registry.strayProcesses() {
            // What its own run still looks after, as in the original of a copied project, is none.
            let owner = ProcessIdentity(try await registry.run(stray.run.text).process)
            guard owner?.isAlive != true else { continue }
            let pid = ProcessIdentity(stray.process).map { "\($0.pid)" } ?? stray.process
            findings.append(
                DoctorFinding(
                    "run \(stray.run)", .problem,
                    "it has ended, and the process \(pid) of its step '\(stray.step)' goes on; end it with: "
                        + "kill -- -\(pid)"))
        }
        return findings
    }

    /// Durations are measured by a clock that nobody sets; what is kept for so long, and when runs are due, is not.
    private func clock(beside registry: Registry) async throws -> DoctorFinding {
        let now = session.now
        let text = "\(Format.date(now, in: .utc)) UTC"
        if now < Self.past {
            return DoctorFinding("clock", .problem, "it says \(text), which is long past; set it")
        }
        guard let newest = try await registry.newestTime(), newest > now + 1 else {
            return DoctorFinding("clock", .ok, text)
        }
        return DoctorFinding(
            "clock", .problem,
            "it says \(text), and the registry has a record of \(Format.date(newest, in: .utc)) UTC; set the clock, or "
                + "what is removed by its age goes too late")
    }
}
