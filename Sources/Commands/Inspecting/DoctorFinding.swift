/// One thing that `doctor` has looked at.
struct DoctorFinding: Hashable, Sendable {
    /// What it means for runs.
    enum Level: String {
        case ok
        /// Something to know, which keeps no run of this project from working.
        case note
        case problem
    }

    let subject: String
    let level: Level
    /// What was found and, unless all is well, what to do.
    let text: String
}
