internal import Database
public import Execution

extension Registry {
    /// What is known of a run's surroundings, by name: `git.commit`, `machine.cpu`, `environment.LANG`.
    public func facts(of run: RunID) async throws -> [String: String] {
        try await read { connection in try connection.facts(of: run) }
    }

    /// The version of the SQLite library that keeps the registry.
    public static var libraryVersion: String { Connection.libraryVersion }
}

extension Connection {
    /// What is known of a run's surroundings.
    mutating func facts(of run: RunID) throws -> [String: String] {
        let facts: [(String, String)] = try query("SELECT name, value FROM run_fact WHERE run = ?", run) {
            (try $0[0], try $0[1])
        }
        return Dictionary(facts, uniquingKeysWith: { first, _ in first })
    }
}
