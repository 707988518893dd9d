internal import Database
public import Execution

extension Registry {
    /// Marks a run as one to keep whatever the retention says; the reason may be empty.
    /// - Throws: ``RegistryError`` where there is no such run.
    public func pin(_ run: RunID, reason: String) async throws { try await setPinned(reason, run) }

    /// Leaves a run to the retention again.
    /// - Throws: ``RegistryError`` where there is no such run.
    public func unpin(_ run: RunID) async throws { try await setPinned(nil, run) }

    private func setPinned(_ reason: String?, _ run: RunID) async throws {
        try await write { connection in
            let count = try connection.execute("UPDATE run SET pinned = ? WHERE id = ?", reason, run)
            if count == 0 { throw RegistryError(.unknownRun(run.text, suggestion: "")) }
        }
    }
}
