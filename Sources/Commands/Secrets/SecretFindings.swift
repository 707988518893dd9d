internal import FileSystem
internal import PipelineKit

/// What `doctor` says of the secrets that pipelines ask for: where each is, and whether others can read it.
struct SecretFindings: Sendable {
    let session: Session
    let project: Project

    /// One finding for each secret; one that is nowhere keeps only the pipelines from running that ask for it.
    func findings() -> [DoctorFinding] {
        let parameters = session.pipelines.compactMap { try? $0.graph() }.flatMap(\.parameters)
        let names = Set(parameters.filter { $0.type == .secret }.map(\.name)).sorted()
        let source = SecretSource(session, project)
        return names.map { name in
            let subject = "secret \(name)"
            switch source.place(of: name) {
            case .variable(let variable): return DoctorFinding(subject: subject, level: .ok, text: variable)
            case .file(let path):
                do throws(PrivateFileError) {
                    try PrivateFile.check(path)
                    return DoctorFinding(subject: subject, level: .ok, text: path)
                } catch { return DoctorFinding(subject: subject, level: .problem, text: "\(error)") }
            case nil: return DoctorFinding(subject: subject, level: .note, text: "is nowhere; \(source.advice(name))")
            }
        }
    }
}
