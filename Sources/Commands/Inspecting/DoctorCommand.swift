internal import Arguments
internal import ContentHash
internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Registry
internal import Terminal

/// `pipeline doctor`: looks for what would keep runs from working, and says what to do.
struct DoctorCommand: Sendable {
    let session: Session

    private typealias Finding = DoctorFinding

    /// The free space below which runs are likely to fail, in bytes.
    private static let littleSpace: Int64 = 1_000_000_000

    var command: Command {
        Command(
            "doctor", summary: "Look for what would keep runs from working, and say what to do.",
            examples: [.init("pipeline doctor")], action: { try await examine($0) })
    }

    private func examine(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        var findings = declarations()
        findings.append(await registry(of: project))
        findings.append(space(of: project))
        findings.append(contentsOf: programs())
        findings.append(await SandboxFinding(session: session, project: project).finding())
        findings.append(contentsOf: SecretFindings(session: session, project: project).findings())
        findings.append(contentsOf: await ScheduleFindings(session: session, project: project).findings())
        findings.append(contentsOf: await NotificationFindings(session: session, project: project).findings())
        let isHealthy = !findings.contains { $0.level == .problem }
        if values[GlobalOptions.json] {
            session.write(json: [
                "healthy": .bool(isHealthy),
                "findings": .array(
                    findings.map {
                        ["subject": .string($0.subject), "level": .string($0.level.rawValue), "text": .string($0.text)]
                    }),
            ])
        } else {
            var table = Table(.word(""), .word(""), .text(""))
            for finding in findings { table.append(word(finding.level), Line(finding.subject), Line(finding.text)) }
            session.write(table)
        }
        return isHealthy ? 0 : CommandFailure.Code.failed.rawValue
    }

    private func word(_ level: Finding.Level) -> Line {
        switch level {
        case .ok: Line("ok", .green)
        case .note: Line("note", .yellow)
        case .problem: Line("problem", .red, .bold)
        }
    }

    private func declarations() -> [Finding] {
        session.pipelines.map { pipeline in
            let name = type(of: pipeline).name
            do throws(GraphError) {
                let graph = try pipeline.graph()
                return Finding(
                    subject: "pipeline \(name)", level: .ok, text: Format.count(graph.steps.count, "step"))
            } catch {
                let mistakes = Format.count(error.diagnostics.count, "mistake")
                return Finding(
                    subject: "pipeline \(name)", level: .problem,
                    text: "\(mistakes) in its declaration; see with: pipeline graph \(name)")
            }
        }
    }

    private func registry(of project: Project) async -> Finding {
        do {
            let problems = try await session.registry(of: project).integrityProblems()
            return Finding(
                subject: "registry", level: problems.isEmpty ? .ok : .problem,
                text: problems.isEmpty
                    ? project.registryFile
                    : "\(project.registryFile) is damaged: \(problems.joined(separator: "; ")); restore it from a backup"
            )
        } catch {
            return Finding(subject: "registry", level: .problem, text: "\(error)")
        }
    }

    private func space(of project: Project) -> Finding {
        do throws(SystemError) {
            let free = try Folders.freeSpace(at: project.home)
            let text = "\(Format.bytes(Int(free))) free for \(project.artifacts)"
            return free < Self.littleSpace
                ? Finding(
                    subject: "disk", level: .problem,
                    text: text + "; make room, for example with: pipeline cache gc --older-than 30d")
                : Finding(subject: "disk", level: .ok, text: text)
        } catch {
            return Finding(subject: "disk", level: .problem, text: error.description)
        }
    }

    /// The programs that steps declare; one that is missing keeps only these steps from running.
    private func programs() -> [Finding] {
        let declared = session.pipelines.compactMap { try? $0.graph() }.flatMap(\.steps).flatMap(\.reads.programs)
        return Set(declared.map(\.name)).sorted().map { name in
            let help = declared.first { $0.name == name }?.help
            let isThere =
                ProgramSearch(executable: session.executable, environment: session.environment).find(name) != nil
            return isThere
                ? Finding(subject: "program \(name)", level: .ok, text: "is there")
                : Finding(
                    subject: "program \(name)", level: .note, text: "is not there" + (help.map { "; \($0)" } ?? ""))
        }
    }
}
