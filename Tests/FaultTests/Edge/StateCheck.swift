import ContentHash
import ContentStore
import Database
import Foundation

/// What is wrong with the state of a project: its registry, or an object that a result refers to.
struct StateCheck {
    private(set) var results = 0
    private(set) var problems: [String] = []

    /// Reads the whole state, which may not be there at all.
    init(of home: String) throws {
        let file = "\(home)/registry/registry.sqlite"
        guard FileManager.default.fileExists(atPath: file) else { return }
        var connection = try Connection(path: file)
        let soundness = try connection.query("PRAGMA integrity_check") { row -> String in try row[0] }
        if soundness != ["ok"] { problems += soundness }
        let tables = try connection.query("SELECT 1 FROM sqlite_schema WHERE name = 'result_artifact'") { _ in true }
        guard !tables.isEmpty else { return }
        let artifacts = try connection.query(
            "SELECT digest, form FROM result_artifact JOIN artifact USING (digest)"
        ) { row -> (String, String) in (try row[0], try row[1]) }
        let store = try ContentStore(root: "\(home)/artifacts")
        for (hex, form) in artifacts {
            guard let digest = Digest(hex: hex) else { continue }
            let condition = try store.condition(of: digest, form: form == "file" ? .file : .folder, thorough: true)
            if condition != .intact { problems.append("the \(form) \(hex) is \(condition)") }
        }
        results = artifacts.count
    }
}
