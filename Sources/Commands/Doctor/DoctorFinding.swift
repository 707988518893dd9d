/// One thing that `doctor` has looked at, or put right.
struct DoctorFinding: Hashable, Sendable {
    /// What it means for runs.
    enum Level: String {
        case ok
        /// Something that `--repair` has just put right.
        case mended
        /// Something to know, which keeps no run of this project from working.
        case note
        case problem
    }

    let subject: String
    let level: Level
    /// What was found and, unless all is well, what to do.
    let text: String

    init(_ subject: String, _ level: Level, _ text: String) {
        self.init(subject: subject, level: level, text: text)
    }

    init(subject: String, level: Level, text: String) {
        self.subject = subject
        self.level = level
        self.text = text
    }
}
