internal import Terminal

/// The surroundings of a run in a few lines.
struct FactsText {
    private let facts: [String: String]

    init(_ facts: [String: String]) { self.facts = facts }

    /// What there is to say, each with what it is about.
    var rows: [(name: String, text: String)] {
        [("git", git), ("machine", machine), ("system", system), ("program", program), ("environment", environment)]
            .filter { !$0.1.isEmpty }
    }

    private var git: String {
        guard let commit = facts["git.commit"] else { return "" }
        let branch = facts["git.branch"].map { "\($0) at " } ?? ""
        return branch + commit.prefix(12) + changes
    }

    private var changes: String {
        switch facts["git.dirty"] {
        case "yes":
            let count = facts["git.changes"].flatMap { Int($0) } ?? 1
            return " with \(Format.count(count, "file")) not committed"
        case "unknown": return ", perhaps with changes: git could not tell"
        default: return ""
        }
    }

    private var machine: String {
        let cores = facts["machine.cores"].flatMap { Int($0) }.map { Format.count($0, "core") }
        let memory = facts["machine.memory"].flatMap { Int($0) }.map(Format.bytes)
        return [facts["machine.host"], facts["machine.cpu"], cores, memory, facts["machine.gpus"]]
            .compactMap { $0 }.joined(separator: ", ")
    }

    private var system: String {
        [facts["machine.system"], facts["machine.kernel"], facts["machine.architecture"]]
            .compactMap { $0 }.joined(separator: ", ")
    }

    private var program: String {
        let versions = facts.filter {
            $0.key.hasPrefix("program.") && $0.key.hasSuffix(".version") && $0.key != "program.version"
        }
        .sorted { $0.key < $1.key }
        .map { "\($0.key.dropFirst("program.".count).dropLast(".version".count)): \($0.value)" }
        return [
            facts["program.version"].map { "pipeline \($0)" }, facts["swift.compiler"].map { "Swift \($0)" },
            facts["library.sqlite"].map { "SQLite \($0)" }, facts["library.libcrypto"],
        ].compactMap { $0 }.joined(separator: ", ") + versions.map { ", \($0)" }.joined()
    }

    private var environment: String {
        facts.filter { $0.key.hasPrefix("environment.") }.sorted { $0.key < $1.key }
            .map { "\($0.key.dropFirst("environment.".count))=\(RunText.shortened($0.value))" }.joined(separator: " ")
    }
}
