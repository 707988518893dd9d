internal import Database

extension Registry {
    /// What SQLite finds wrong with the file; nothing where it is sound.
    public func integrityProblems() async throws -> [String] {
        try await read { connection in
            try connection.query("SELECT quick_check FROM pragma_quick_check") { row -> String in try row[0] }
        }.filter { $0 != "ok" }
    }
}
