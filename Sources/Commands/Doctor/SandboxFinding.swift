/// What `doctor` says of the sandbox: whether steps can be kept to what they declare.
struct SandboxFinding: Sendable {
    let session: Session
    let project: Project

    /// Tries a sandbox; one that can't be had keeps no run from working that does not ask for it.
    func finding() async -> DoctorFinding {
        do {
            _ = try await session.triedSandbox(for: project)
            return DoctorFinding(subject: "sandbox", level: .ok, text: "`run --sandbox` works")
        } catch {
            return DoctorFinding(subject: "sandbox", level: .note, text: "`run --sandbox` does not work: \(error)")
        }
    }
}
