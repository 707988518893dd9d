internal import Database

extension Migration {
    /// The runs that were forgotten, until their folders are gone as well.
    static let forgottenRuns = Migration(
        version: 4,
        sql: """
            CREATE TABLE forgotten_run (
                -- A run of which nothing else is recorded any more, and whose folder may still be there.
                id TEXT PRIMARY KEY
            ) STRICT, WITHOUT ROWID;
            """)
}
