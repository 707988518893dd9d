/// What a file says about itself: whose it is, and which migrations it has seen.
struct FileIdentity: Equatable {
    var applicationID: Int32
    var version: Int
    var hasTables: Bool
    var isLogged: Bool

    /// A file that nobody has put anything into.
    var isBlank: Bool { applicationID == 0 && version == 0 && !hasTables }

    /// Reads it in one snapshot, so that another process's migration is seen as a whole or not at all.
    init(of connection: inout Connection) throws(DatabaseError) {
        let statement = try connection.start(
            """
            SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
                   EXISTS (SELECT 1 FROM sqlite_schema), (SELECT journal_mode = 'wal' FROM pragma_journal_mode)
            """, [])
        defer { statement.reset() }
        guard try statement.step() else { preconditionFailure("a SELECT without FROM gives one row") }
        let row = Row(of: statement)
        let id: Int = try row[0]
        applicationID = Int32(truncatingIfNeeded: id)
        version = try row[1]
        hasTables = try row[2]
        isLogged = try row[3]
    }
}
