internal import Arguments
internal import ContentHash
internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline doctor`: looks for what would keep runs from working, and says what to do or does it.
struct DoctorCommand: Sendable {
    let session: Session

    private static let deep = CommandParameter.flag(
        "deep", help: "read every object and every index, and not only what tells whether they are there")
    private static let repair = CommandParameter.flag("repair", help: "put right what can be put right, then look")

    var command: Command {
        Command(
            "doctor", summary: "Look for what would keep runs from working, and say what to do.",
            discussion: """
                With --repair it moves damaged objects to artifacts/quarantine, so that their steps run again; marks runs \
                whose process is gone as lost; removes what killed commands left; and rebuilds a damaged registry from \
                the rows that can be read. Nothing damaged is thrown away: the old registry stays beside the new one, \
                as registry.sqlite.bad.
                """,
            examples: [
                .init("pipeline doctor"), .init("pipeline doctor --deep --repair", "after a failure of the disk"),
            ],
            parameters: [Self.deep, Self.repair], action: { try await examine($0) })
    }

    private func examine(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let isDeep = values[Self.deep]
        var findings: [DoctorFinding] = []
        if values[Self.repair] {
            findings += try await Repair(session: session, project: project, isDeep: isDeep).perform()
        }
        findings += declarations()
        let registry = await RegistryFindings(session: session, project: project, isDeep: isDeep).findings()
        findings += registry
        // What objects there should be, only a sound registry tells.
        if registry.first?.level == .ok {
            findings += await ObjectFindings(session: session, project: project, isDeep: isDeep).findings()
        }
        findings += MachineFindings(session: session, project: project).findings()
        findings += programs()
        findings.append(await SandboxFinding(session: session, project: project).finding())
        findings += SecretFindings(session: session, project: project).findings()
        findings += await ScheduleFindings(session: session, project: project).findings()
        findings += await NotificationFindings(session: session, project: project).findings()
        let isHealthy = !findings.contains { $0.level == .problem }
        write(findings, isHealthy: isHealthy, asJSON: values[GlobalOptions.json])
        return isHealthy ? 0 : CommandFailure.Code.failed.rawValue
    }

    private func write(_ findings: [DoctorFinding], isHealthy: Bool, asJSON: Bool) {
        guard asJSON else {
            var table = Table(.word(""), .word(""), .sentences(""))
            for finding in findings { table.append(word(finding.level), Line(finding.subject), Line(finding.text)) }
            return session.write(table)
        }
        session.write(json: [
            "healthy": .bool(isHealthy),
            "findings": .array(
                findings.map {
                    ["subject": .string($0.subject), "level": .string($0.level.rawValue), "text": .string($0.text)]
                }),
        ])
    }

    private func word(_ level: DoctorFinding.Level) -> Line {
        switch level {
        case .ok: Line("ok", .green)
        case .mended: Line("mended", .blue)
        case .note: Line("note", .yellow)
        case .problem: Line("problem", .red, .bold)
        }
    }

    private func declarations() -> [DoctorFinding] {
        session.pipelines.map { pipeline in
            let name = type(of: pipeline).name
            do throws(GraphError) {
                let graph = try pipeline.graph()
                return DoctorFinding("pipeline \(name)", .ok, Format.count(graph.steps.count, "step"))
            } catch {
                let mistakes = Format.count(error.diagnostics.count, "mistake")
                return DoctorFinding(
                    "pipeline \(name)", .problem,
                    "\(mistakes) in its declaration; see with: pipeline graph \(name)")
            }
        }
    }

    /// The programs that steps declare; one that is missing keeps only these steps from running.
    private func programs() -> [DoctorFinding] {
        let declared = session.pipelines.compactMap { try? $0.graph() }.flatMap(\.steps).flatMap(\.reads.programs)
        let search = ProgramSearch(executable: session.executable, environment: session.environment)
        return Set(declared.map(\.name)).sorted().map { name in
            guard let path = search.find(name) else {
                let help = declared.first { $0.name == name }?.help
                return DoctorFinding("program \(name)", .note, "is not there" + (help.map { "; \($0)" } ?? ""))
            }
            // What it was built against, where its build tells.
            let version = (try? Files.readText("\(path).version"))?.split(separator: "\n").joined(separator: ", ")
            return DoctorFinding("program \(name)", .ok, "is there" + (version.map { ": \($0)" } ?? ""))
        }
    }
}
