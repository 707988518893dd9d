internal import Database
public import Execution

extension Registry {
    /// The runs that were found lost since people were last told of such, in the order in which they began.
    ///
    /// A run stays among them until ``recordLosses(_:told:)`` says that people have been told of it.
    /// - Returns: The runs; those that were lost before registries kept this are not among them.
    /// - Throws: `DatabaseError` where the registry can't be read.
    public func untoldLosses() async throws -> [RunSummary] {
        try await read { connection in
            try connection.runs("WHERE id IN (SELECT run FROM untold_loss) ORDER BY started, id", [])
        }
    }

    /// Records in one transaction what became of the messages about lost runs, and that people have been told of these.
    /// - Parameters:
    ///   - runs: The lost runs; one that nobody wants to know of has been told with no message.
    ///   - notifications: What became of the messages about them.
    /// - Throws: `DatabaseError` where nothing was recorded, so that people will be told again.
    public func recordLosses(_ runs: [RunID], told notifications: [NotificationRecord]) async throws {
        try await write { connection in
            try connection.insert(notifications)
            for run in runs { try connection.execute("DELETE FROM untold_loss WHERE run = ?", run) }
        }
    }
}
