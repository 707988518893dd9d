internal import Database

extension Migration {
    /// The runs that were lost, until people have been told.
    static let losses = Migration(
        version: 3,
        sql: """
            CREATE TABLE untold_loss (
                -- A run that was found lost, until everybody who wants to know has been told.
                run TEXT PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            """)
}
