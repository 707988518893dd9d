internal import ContentHash
internal import ContentStore
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// What of the cache is missing, damaged or left over, for `doctor`.
struct ObjectFindings {
    let session: Session
    let project: Project
    let isDeep: Bool

    /// Looks at every object that the registry refers to, and at what nobody needs.
    func findings() async -> [DoctorFinding] {
        do {
            let registry = try session.registry(of: project)
            let store = try session.store(of: project)
            let examination = try await ObjectExamination(registry, store, isDeep: isDeep)
            return objects(examination) + models(examination) + (try await leftovers(registry, store))
        } catch {
            return [DoctorFinding("objects", .problem, "\(error)")]
        }
    }

    private func objects(_ examination: ObjectExamination) -> [DoctorFinding] {
        let damaged = examination.damaged
        let missing = examination.missing.filter(\.isCached)
        if damaged.isEmpty, missing.isEmpty {
            let what = "\(Format.count(examination.count, "object")), \(Format.bytes(Int(examination.bytes)))"
            return [
                DoctorFinding("objects", .ok, what + (isDeep ? "" : "; read them all with: pipeline doctor --deep"))
            ]
        }
        var findings: [DoctorFinding] = []
        if !damaged.isEmpty {
            findings.append(
                DoctorFinding(
                    "objects", .problem,
                    "\(Self.named(damaged)) damaged; put aside what is damaged with: pipeline doctor"
                        + (isDeep ? " --deep" : "") + " --repair"))
        }
        if !missing.isEmpty {
            findings.append(
                DoctorFinding(
                    "objects", .note,
                    "\(Self.named(missing)) missing; the steps that made them run again when they are needed"))
        }
        return findings
    }

    /// A step makes what a result lost; a model that is in use is lost until somebody runs its pipeline again.
    private func models(_ examination: ObjectExamination) -> [DoctorFinding] {
        examination.missing.filter { !$0.models.isEmpty }.map { object in
            let names = object.models.map { "\($0)" }.joined(separator: ", ")
            return DoctorFinding(
                "models", object.isInUse ? .problem : .note,
                "the object \(object.digest.short) of \(names) is not in the store; make it anew with 'pipeline reproduce RUN "
                    + "--run', of the run that 'pipeline models show' tells, or restore a backup")
        }
    }

    private func leftovers(_ registry: Registry, _ store: ContentStore) async throws -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        let left = try await Leftovers(registry, store, project).all
        if !left.isEmpty {
            findings.append(
                DoctorFinding(
                    "leftovers", .note,
                    "\(Format.count(left.count, "folder or file", plural: "folders and files")) that killed commands "
                        + "left; remove them with: pipeline doctor --repair"))
        }
        let needed = try await registry.neededDigests()
        let strays = try store.objects().filter { !needed.contains($0.digest) }
        if !strays.isEmpty {
            findings.append(
                DoctorFinding(
                    "objects", .note,
                    "\(Format.count(strays.count, "object")) that no result refers to; remove what is older than an "
                        + "hour with: pipeline cache gc"))
        }
        return findings
    }

    private static func named(_ objects: [ReferencedObject]) -> String {
        let names = objects.prefix(3).map(\.digest.short).joined(separator: ", ")
        let more = objects.count > 3 ? " …" : ""
        return "\(Format.count(objects.count, "object")) (\(names)\(more)) \(objects.count == 1 ? "is" : "are")"
    }
}
