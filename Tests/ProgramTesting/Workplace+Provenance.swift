import Foundation

extension Workplace {
    /// Makes the project a git repository where it is none, and commits all of it.
    package func commit(_ message: String) throws {
        if !exists("project/.git") {
            _ = try git("init", "-q", "-b", "main")
            try write("/registry/\n/artifacts/\n", to: "project/.gitignore")
            // Git knows no folders without files, and a project has one for its pipelines.
            try write("Pipelines\n", to: "project/pipelines/README")
        }
        _ = try git("add", "-A")
        _ = try git("-c", "user.name=Anna", "-c", "user.email=anna@example.org", "commit", "-q", "-m", message)
    }

    /// Runs git in the project and returns what it prints.
    package func git(_ arguments: String...) throws -> String {
        let outcome = try Outcome.of("/usr/bin/env", ["git", "-C", project] + arguments)
        guard outcome.code == 0 else { throw GitFailed(outcome: outcome) }
        return outcome.output.split(separator: "\n").joined(separator: "\n")
    }

    package struct GitFailed: Error, CustomStringConvertible {
        package let outcome: Outcome
        package var description: String { "git is needed for this test: \(outcome)" }
    }

    /// Makes it look as if a step of a run had been made by other code.
    package func changeCode(of step: String, in run: String) throws {
        let key = String(repeating: "e", count: 64)
        let other = String(repeating: "c", count: 64)
        let old = "(SELECT key FROM step WHERE run = '\(run)' AND step = '\(step)')"
        try changeRegistry(
            "INSERT INTO key_component SELECT '\(key)', tag, name, label, iif(tag = 'code', '\(other)', value) "
                + "FROM key_component WHERE key = \(old)")
        try changeRegistry("UPDATE step SET key = '\(key)' WHERE run = '\(run)' AND step = '\(step)'")
    }

    /// Removes everything that the store keeps.
    package func removeObjects() throws {
        _ = try Outcome.of("/bin/chmod", ["-R", "u+w", "\(project)/artifacts/objects"])
        try remove("project/artifacts/objects")
        try FileManager.default.createDirectory(
            atPath: "\(project)/artifacts/objects", withIntermediateDirectories: false)
    }
}
